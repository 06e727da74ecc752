/**
 * What the people of a line decide about it: texts, lists, directory, open or not. On the ground
 * floor because every floor above reads codes or words of it. See {@code ops/docs/settings.md}.
 */
package org.nuanxian.runtime.settings;
