package org.nuanxian.gateway.conversation;

/** A reader on a console, who may be whispered to. A help seeker's reader is none. */
public interface StaffReader extends Reader {
  /** There may be a new whisper: read again after the last one that was shown. */
  void whispered();
}
