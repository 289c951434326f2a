"""Where to look: values, choices and points, equations solved, roots enclosed, and a simpler point."""
