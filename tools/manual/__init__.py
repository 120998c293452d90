"""`make manual`: walks the product in the browser, step by step, and writes down what one does and sees there."""
