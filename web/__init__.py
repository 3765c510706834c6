"""网页、接口与 MCP：the desk over a knowledge base. Routes only; what they show is made in the rooms to the left."""
