"""`manage.py doctor`: tries each thing that the product leans on, as the product uses it, and says what to do."""
