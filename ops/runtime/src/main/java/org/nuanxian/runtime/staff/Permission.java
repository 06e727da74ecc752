package org.nuanxian.runtime.staff;

/**
 * What a member of staff may do in a county. Who holds a contact is no permission but a fact of the
 * dispatcher, asked there.
 */
public enum Permission {
  /** Take contacts offered to them and talk with the help seekers they hold. */
  SERVE,
  /** Join, take over and listen to contacts of others, and act on escalations. */
  SUPERVISE,
  /** Open what was said in a contact that is not theirs; each time on record. */
  READ_CONTENT,
  /** See who is on shift and when. */
  READ_ROSTER,
  /** Change teams, volunteers, shifts and assignments. */
  EDIT_ROSTER,
  /** See counts and durations, never content. */
  READ_FIGURES,
  /** Invite people and unlock accounts. */
  MANAGE_ACCOUNTS,
  /** Review and change texts, lists and directory, and open the line. */
  PREPARE_LINE,
  /** Read the audit. */
  READ_AUDIT
}
