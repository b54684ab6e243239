delete from compliance.event_words
