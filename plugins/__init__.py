"""The parts of Open Local Offer, and the way imports may go.

``model`` says what things are; it imports nothing of ours.
``sources`` reads files and addresses; it imports ``model``.
Each other folder is a feature: it imports ``sources`` and ``model``, never another feature.
"""
