/* vbt-hidden-pages.h: pages that nobody sees are not read aloud either
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

void vbt_hidden_pages_init (void);
