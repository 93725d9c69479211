"""What each adapter does besides its port."""
