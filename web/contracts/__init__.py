"""契约：the shapes of all that is answered, told once for the OpenAPI and for the assistant.

The rooms below make the values and know nothing of these; tests hold every answer against its shape.
"""
