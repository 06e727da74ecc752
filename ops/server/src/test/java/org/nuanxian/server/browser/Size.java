package org.nuanxian.server.browser;

/** Screens at which the pages are used. */
enum Size {
  PHONE(375, 812),
  DESKTOP(1366, 768);

  final int width;
  final int height;

  Size(int width, int height) {
    this.width = width;
    this.height = height;
  }
}
