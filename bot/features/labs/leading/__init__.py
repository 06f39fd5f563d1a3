"""Who leads labs: named, asked, handed over, in turn; and who writes down what comes of them."""
