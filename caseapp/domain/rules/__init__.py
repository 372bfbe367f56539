"""What records say together: contradictions, gaps, the detention that clocks count. Pure, and nothing is refused."""
