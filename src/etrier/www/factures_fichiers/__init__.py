"""The XML of an issued invoice, alone: CII or UBL."""
