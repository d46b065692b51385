"""The pathway of one person as one picture: on a screen, at phone width, on paper."""
