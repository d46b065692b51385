"""The law: dated parameters and pure rules. Knows neither Django nor the clock."""
