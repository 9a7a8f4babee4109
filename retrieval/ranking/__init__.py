"""Which candidate answers best, with which sentence, and is it good enough? Features become an order."""
