delete from event_words
