"""The employee record of the ASP: prepared from the file, checked here before it leaves, written as
the official batch, answered line by line."""
