"""How the bot keeps up with many questions while articles are being added."""
