"""The peacetime plan."""
