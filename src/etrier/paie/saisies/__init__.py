"""What a month's pay needs besides hours: typed until it leaves, corrected by an opposite line."""
