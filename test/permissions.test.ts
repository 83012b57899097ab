import { expect } from 'chai';
import type { Express } from 'express';
import request, { type Response } from 'supertest';
import { createClip } from '../src/media/clip.ts';
import { newId } from '../src/platform/ids.ts';
import * as make from './support/make.ts';
import { everybody, holders, makePermissions, type Permissions, type Somebody } from './support/permissions.ts';
import { Respondent } from './support/respondent.ts';
import { routesOf } from './support/routes.ts';
import { signedIn } from './support/visitor.ts';

/**
 * Every route, and what it answers to whom. A and B are respondents, of which A has the takes that paths name; `given`
 * is a reviewer to whom the form was given, `other` one to whom it was not; `disabled` was signed in before.
 *
 *   yes    let in          no     refused (403)          404    there is nothing there for them
 *   in     led to sign in  start  led to the beginning of the form
 *
 * What a share link opens has a second table, by how good the link is.
 *
 * A new route is a new line. Where its path names something new, `concrete` in support/permissions.ts puts in the id.
 */
const table = String.raw`
                                                stranger  A      B      given  other  member  admin  disabled
get /healthz                                    yes       yes    yes    yes    yes    yes     yes    yes
get /readyz                                     503       503    503    503    503    503     503    503
_all /^\/uploads(\/.*)?$/                       no        no     no     no     no     no      no     no

get /f/:slug                                    yes       yes    yes    yes    yes    yes     yes    yes
post /f/:slug/responses                         yes       yes    yes    yes    yes    yes     yes    yes
get /f/:slug/thanks                             start     start  start  start  start  start   start  start
get /f/:slug/practice                           yes       yes    yes    yes    yes    yes     yes    yes
get /f/:slug/continue/:secret                   yes       yes    yes    yes    yes    yes     yes    yes
post /f/:slug/continue/:secret                  yes       yes    yes    yes    yes    yes     yes    yes
get /f/:slug/withdrawal/:secret                 yes       yes    yes    yes    yes    yes     yes    yes
post /f/:slug/withdrawal/:secret                yes       yes    yes    yes    yes    yes     yes    yes
get /f/:slug/withdrawn                          yes       yes    yes    yes    yes    yes     yes    yes
get /f/:slug/questions/:questionId/prompt       yes       yes    yes    yes    yes    yes     yes    yes
get /f/:slug/:n                                 start     yes    yes    start  start  start   start  start
get /f/:slug/finish                             start     yes    yes    start  start  start   start  start
get /f/:slug/continue                           start     yes    yes    start  start  start   start  start
get /f/:slug/takes/:takeId/media                404       yes    404    404    404    404     404    404
post /f/:slug/:n                                no        yes    yes    no     no     no      no     no
post /f/:slug/submission                        no        yes    yes    no     no     no      no     no
post /f/:slug/questions/:questionId/takes       no        yes    yes    no     no     no      no     no
post /f/:slug/questions/:questionId/file        no        yes    yes    no     no     no      no     no
post /f/:slug/questions/:questionId/thinking    no        yes    yes    no     no     no      no     no
post /f/:slug/uplink                            no        yes    yes    no     no     no      no     no
post /f/:slug/takes/:takeId/parts               no        yes    404    no     no     no      no     no
delete /f/:slug/takes/:takeId                   no        yes    404    no     no     no      no     no
post /f/:slug/takes/:takeId/confirmation        no        yes    404    no     no     no      no     no
post /f/:slug/takes/:takeId/choice              no        yes    404    no     no     no      no     no

get /                                           yes       yes    yes    yes    yes    yes     yes    yes
_all /setup                                     404       404    404    404    404    404     404    404
get /setup                                      404       404    404    404    404    404     404    404
post /setup                                     404       404    404    404    404    404     404    404
get /sign-in                                    yes       yes    yes    yes    yes    yes     yes    yes
post /sign-in                                   yes       yes    yes    yes    yes    yes     yes    yes
post /sign-out                                  yes       yes    yes    yes    yes    yes     yes    yes
get /sign-in/code                               in        in     in     in     in     in      in     in
post /sign-in/code                              in        in     in     in     in     in      in     in
post /sign-in/link                              yes       yes    yes    yes    yes    yes     yes    yes
get /sign-in/:id/:secret                        404       404    404    404    404    404     404    404
post /sign-in/:id/:secret                       404       404    404    404    404    404     404    404
get /join/:id/:secret                           404       404    404    404    404    404     404    404
post /join/:id/:secret                          404       404    404    404    404    404     404    404

get /forms                                      in        in     in     yes    yes    yes     yes    in
get /forms/new                                  in        in     in     no     no     yes     yes    in
post /forms                                     in        in     in     no     no     yes     yes    in
get /forms/:id                                  in        in     in     no     no     yes     yes    in
get /forms/:id/edit                             in        in     in     no     no     yes     yes    in
get /forms/:id/preview                          in        in     in     no     no     yes     yes    in
patch /forms/:id                                in        in     in     no     no     yes     yes    in
delete /forms/:id                               in        in     in     no     no     yes     yes    in
post /forms/:id/copies                          in        in     in     no     no     yes     yes    in
post /forms/:id/questions                       in        in     in     no     no     yes     yes    in
post /forms/:id/removed-questions               in        in     in     no     no     yes     yes    in
patch /forms/:id/questions/:questionId          in        in     in     no     no     yes     yes    in
delete /forms/:id/questions/:questionId         in        in     in     no     no     yes     yes    in
put /forms/:id/questions/:questionId/position   in        in     in     no     no     yes     yes    in
post /forms/:id/questions/:questionId/prompt    in        in     in     no     no     yes     yes    in
delete /forms/:id/questions/:questionId/prompt  in        in     in     no     no     yes     yes    in
post /forms/:id/publication                     in        in     in     no     no     yes     yes    in
post /forms/:id/closure                         in        in     in     no     no     yes     yes    in
delete /forms/:id/closure                       in        in     in     no     no     yes     yes    in
put /forms/:id/closing-date                     in        in     in     no     no     yes     yes    in
post /forms/:id/reviewers                       in        in     in     no     no     yes     yes    in
delete /forms/:id/reviewers/:memberId           in        in     in     no     no     yes     yes    in
put /forms/:id/hidden-fields                    in        in     in     no     no     yes     yes    in
get /forms/:id/themes                           in        in     in     no     no     yes     yes    in
get /forms/:id/themes/progress                  in        in     in     no     no     yes     yes    in
get /forms/:id/themes/method                    in        in     in     no     no     yes     yes    in
get /forms/:id/themes/changes                   in        in     in     no     no     yes     yes    in
get /forms/:id/themes/players/:sentenceId       in        in     in     no     no     yes     yes    in
get /forms/:id/themes/:themeId                  in        in     in     no     no     yes     yes    in
get /forms/:id/themes.csv                       in        in     in     no     no     yes     yes    in
post /forms/:id/analysis                        in        in     in     no     no     yes     yes    in
put /forms/:id/themes/number                    in        in     in     no     no     yes     yes    in
post /forms/:id/themes                          in        in     in     no     no     yes     yes    in
patch /forms/:id/themes/:themeId                in        in     in     no     no     yes     yes    in
delete /forms/:id/themes/:themeId               in        in     in     no     no     yes     yes    in
put /forms/:id/themes/:themeId/pin              in        in     in     no     no     yes     yes    in
delete /forms/:id/themes/:themeId/pin           in        in     in     no     no     yes     yes    in
post /forms/:id/themes/:themeId/merges          in        in     in     no     no     yes     yes    in
post /forms/:id/themes/:themeId/parts           in        in     in     no     no     yes     yes    in
put /forms/:id/quotes/:sentenceId/theme         in        in     in     no     no     yes     yes    in
put /forms/:id/quotes/:sentenceId/pin           in        in     in     no     no     yes     yes    in
delete /forms/:id/quotes/:sentenceId/pin        in        in     in     no     no     yes     yes    in
get /themes                                     in        in     in     no     no     yes     yes    in
get /themes/new                                 in        in     in     no     no     yes     yes    in
post /themes                                    in        in     in     no     no     yes     yes    in
get /themes/:id/edit                            in        in     in     no     no     yes     yes    in
patch /themes/:id                               in        in     in     no     no     yes     yes    in
delete /themes/:id                              in        in     in     no     no     yes     yes    in
get /themes/:id                                 in        in     in     no     no     yes     yes    in
get /themes/:id/progress                        in        in     in     no     no     yes     yes    in
get /themes/:id/method                          in        in     in     no     no     yes     yes    in
get /themes/:id/changes                         in        in     in     no     no     yes     yes    in
get /themes/:id/players/:sentenceId             in        in     in     no     no     yes     yes    in
get /themes/:id/:themeId                        in        in     in     no     no     yes     yes    in
get /themes/:id.csv                             in        in     in     no     no     yes     yes    in
post /themes/:id/analysis                       in        in     in     no     no     yes     yes    in
put /themes/:id/number                          in        in     in     no     no     yes     yes    in
post /themes/:id                                in        in     in     no     no     yes     yes    in
patch /themes/:id/:themeId                      in        in     in     no     no     yes     yes    in
delete /themes/:id/:themeId                     in        in     in     no     no     yes     yes    in
put /themes/:id/:themeId/pin                    in        in     in     no     no     yes     yes    in
delete /themes/:id/:themeId/pin                 in        in     in     no     no     yes     yes    in
post /themes/:id/:themeId/merges                in        in     in     no     no     yes     yes    in
post /themes/:id/:themeId/parts                 in        in     in     no     no     yes     yes    in
put /themes/:id/quotes/:sentenceId/theme        in        in     in     no     no     yes     yes    in
put /themes/:id/quotes/:sentenceId/pin          in        in     in     no     no     yes     yes    in
delete /themes/:id/quotes/:sentenceId/pin       in        in     in     no     no     yes     yes    in
get /forms/:id/reels                            in        in     in     no     no     yes     yes    in
post /forms/:id/reels                           in        in     in     no     no     yes     yes    in
post /forms/:id/reels/quotes                    in        in     in     no     no     yes     yes    in
post /forms/:id/themes/:themeId/reels           in        in     in     no     no     yes     yes    in
get /reels/:id                                  in        in     in     no     no     yes     yes    in
patch /reels/:id                                in        in     in     no     no     yes     yes    in
delete /reels/:id                               in        in     in     no     no     yes     yes    in
delete /reels/:id/lost                          in        in     in     no     no     yes     yes    in
get /reels/:id/film                             in        in     in     no     no     yes     yes    in
post /reels/:id/film                            in        in     in     no     no     yes     yes    in
get /reels/:id/effort                           in        in     in     no     no     yes     yes    in
get /reels/:id/words/:format                    in        in     in     no     no     404     404    in
put /reels/:id/agreement                        in        in     in     no     no     yes     yes    in
delete /reels/:id/agreement                     in        in     in     no     no     yes     yes    in
get /reels/:id/picks                            in        in     in     no     no     yes     yes    in
post /reels/:id/quotes                          in        in     in     no     no     yes     yes    in
post /reels/:id/cards                           in        in     in     no     no     yes     yes    in
patch /reels/:id/items/:itemId                  in        in     in     no     no     yes     yes    in
put /reels/:id/items/:itemId/position           in        in     in     no     no     yes     yes    in
delete /reels/:id/items/:itemId                 in        in     in     no     no     yes     yes    in
put /reels/:id/removed-items/:itemId            in        in     in     no     no     yes     yes    in
get /forms/:id/responses                        in        in     in     yes    404    yes     yes    in
get /forms/:id/quotes                           in        in     in     yes    404    yes     yes    in
post /forms/:id/quotes                          in        in     in     yes    404    yes     yes    in
delete /forms/:id/quotes/:quoteId               in        in     in     yes    404    yes     yes    in
get /forms/:id/quotes/:quoteId/player           in        in     in     yes    404    yes     yes    in
get /forms/:id/import                           in        in     in     no     no     yes     yes    in
post /forms/:id/import/preview                  in        in     in     no     no     yes     yes    in
get /forms/:id/numbers                          in        in     in     no     no     yes     yes    in
get /forms/:id/numbers/:chart/table             in        in     in     no     no     yes     yes    in
get /forms/:id/numbers/:chart/picture           in        in     in     no     no     yes     yes    in
get /forms/:id/report                           in        in     in     no     no     yes     yes    in
get /forms/:id/archive                          in        in     in     no     no     yes     yes    in
post /forms/:id/archive                         in        in     in     no     no     yes     yes    in
get /forms/:id/archive/file                     in        in     in     no     no     404     404    in
get /forms/:id/export.csv                       in        in     in     no     no     yes     yes    in
post /forms/:id/import                          in        in     in     no     no     yes     yes    in
get /forms/:id/imports                          in        in     in     no     no     yes     yes    in
get /forms/:id/imports/:importId                in        in     in     no     no     yes     yes    in
delete /forms/:id/imports/:importId             in        in     in     no     no     yes     yes    in

get /responses/:id                              in        in     in     yes    404    yes     yes    in
get /responses/:id/export                       in        in     in     no     no     yes     yes    in
delete /responses/:id                           in        in     in     no     no     yes     yes    in
put /responses/:id/rating                       in        in     in     yes    404    yes     yes    in
put /responses/:id/status                       in        in     in     no     no     yes     yes    in
post /responses/:id/notes                       in        in     in     yes    404    yes     yes    in
delete /responses/:id/notes/:noteId             in        in     in     yes    404    no      no     in
get /answers/:id/media                          in        in     in     yes    404    yes     yes    in
post /answers/:id/media                         in        in     in     no     no     yes     yes    in
get /answers/:id/reading                        in        in     in     yes    404    yes     yes    in
post /answers/:id/reading                       in        in     in     no     no     yes     yes    in
get /answers/:id/transcript                     in        in     in     yes    404    yes     yes    in
get /answers/:id/words/:format                  in        in     in     no     no     yes     yes    in
post /answers/:id/transcript                    in        in     in     no     no     yes     yes    in
get /answers/:id/sentences/:position            in        in     in     no     no     yes     yes    in
get /answers/:id/sentences/:position/correction in        in     in     no     no     yes     yes    in
put /answers/:id/sentences/:position            in        in     in     no     no     yes     yes    in
get /clips/:id/captions                         in        in     in     yes    404    yes     yes    in
get /search                                     in        in     in     yes    yes    yes     yes    in
get /clips/:id/:part                            in        in     in     yes    404    yes     yes    in

get /s/:token                                   yes       yes    yes    yes    yes    yes     yes    yes
post /s/:token/visit                            yes       yes    yes    yes    yes    yes     yes    yes
post /s/:token/codes                            no        no     no     no     no     no      no     no
get /s/:token/people/:personId/:secret          404       404    404    404    404    404     404    404
post /s/:token/people/:personId/:secret         404       404    404    404    404    404     404    404
post /s/:token/beats                            no        no     no     no     no     no      no     no
get /s/:token/media                             no        no     no     no     no     no      no     no
get /s/:token/transcript                        no        no     no     no     no     no      no     no
get /s/:token/words/:format                     no        no     no     no     no     no      no     no
get /s/:token/annotations                       no        no     no     no     no     no      no     no
get /s/:token/burned-in                         no        no     no     no     no     no      no     no
post /s/:token/burned-in                        no        no     no     no     no     no      no     no
get /s/:token/burned-in/film                    no        no     no     no     no     no      no     no
get /s/:token/captions                          no        no     no     no     no     no      no     no
get /s/:token/:part                             no        no     no     no     no     no      no     no
get /s/:token/comments                          no        no     no     no     no     no      no     no
get /s/:token/comments/:commentId               no        no     no     no     no     no      no     no
get /s/:token/comments/:commentId/edit          no        no     no     no     no     no      no      no
post /s/:token/comments                         no        no     no     no     no     no      no     no
patch /s/:token/comments/:commentId             no        no     no     no     no     no      no     no
delete /s/:token/comments/:commentId            no        no     no     no     no     no      no     no
get /s/:token/moments                           no        no     no     no     no     no      no     no
post /s/:token/reactions                        no        no     no     no     no     no      no     no
delete /s/:token/reactions/:reactionId          no        no     no     no     no     no      no     no
post /s/:token/replies                          no        no     no     no     no     no      no     no
post /s/:token/replies/:replyId/parts           no        no     no     no     no     no      no     no
post /s/:token/replies/:replyId/confirmation    no        no     no     no     no     no      no     no
put /s/:token/replies/:replyId/recording        no        no     no     no     no     no      no     no
delete /s/:token/replies/:replyId               no        no     no     no     no     no      no     no
get /s/:token/replies/:replyId/media            no        no     no     no     no     no      no     no
get /s/:token/replies/:replyId/transcript       no        no     no     no     no     no      no     no
get /s/:token/replies/:replyId/captions         no        no     no     no     no     no      no     no
get /s/:token/replies/:replyId/:part            no        no     no     no     no     no      no     no
get /s/:token/requests                          no        no     no     no     no     no      no     no
post /s/:token/requests                         no        no     no     no     no     no      no     no

get /embed/s/:token                             yes       yes    yes    yes    yes    yes     yes    yes
get /embed/s/:token/poster                      404       404    404    404    404    404     404    404
get /embed/s/:token/:ticket/captions            no        no     no     no     no     no      no     no
get /embed/s/:token/:ticket/annotations         no        no     no     no     no     no      no     no
get /embed/s/:token/:ticket/:part               no        no     no     no     no     no      no     no
get /oembed                                     404       404    404    404    404    404     404    404

get /messages                                   in        in     in     no     no     yes     yes    in
get /messages/new                               in        in     in     no     no     yes     yes    in
post /messages                                  in        in     in     no     no     yes     yes    in
post /messages/file                             in        in     in     no     no     yes     yes    in
get /messages/:id                               in        in     in     no     no     yes     yes    in
get /messages/:id/media                         in        in     in     no     no     yes     yes    in
get /messages/:id/transcript                    in        in     in     no     no     yes     yes    in
patch /messages/:id                             in        in     in     no     no     404     yes    in
delete /messages/:id                            in        in     in     no     no     404     yes    in
post /messages/:id/parts                        in        in     in     no     no     404     yes    in
post /messages/:id/confirmation                 in        in     in     no     no     404     yes    in
put /messages/:id/recording                     in        in     in     no     no     404     yes    in
post /messages/:id/beats                        in        in     in     no     no     yes     yes    in
delete /messages/:id/recording                  in        in     in     no     no     404     yes    in
put /messages/folder                            in        in     in     no     no     yes     yes    in
put /messages/folders                           in        in     in     no     no     yes     yes    in
put /messages/bin                               in        in     in     no     no     yes     yes    in
delete /messages/bin                            in        in     in     no     no     yes     yes    in
post /messages/erasures                         in        in     in     no     no     yes     yes    in
put /messages/:id/arrived                       in        in     in     no     no     404     yes    in
delete /messages/:id/arrived                    in        in     in     no     no     404     yes    in
put /messages/:id/expectation                   in        in     in     no     no     404     yes    in
post /messages/:id/recipients                   in        in     in     no     no     404     yes    in
delete /messages/:id/recipients/:memberId       in        in     in     no     no     404     yes    in
get /inbox                                      in        in     in     no     no     yes     yes    in
put /inbox/seen                                 in        in     in     no     no     yes     yes    in
put /inbox/comments/:id/seen                    in        in     in     no     no     yes     yes    in
put /inbox/:id/seen                             in        in     in     no     no     yes     yes    in
put /inbox/:id/answered                         in        in     in     no     no     yes     yes    in
get /messages/:id/annotate                      in        in     in     no     no     404     yes    in
get /messages/:id/annotations                   in        in     in     no     no     404     yes    in
put /messages/:id/annotations                   in        in     in     no     no     404     yes    in
get /messages/:id/annotations/shown             in        in     in     no     no     yes     yes    in
get /messages/:id/burned-in                     in        in     in     no     no     yes     yes    in
post /messages/:id/burned-in                    in        in     in     no     no     yes     yes    in
get /messages/:id/burned-in/film                in        in     in     no     no     404     404    in
get /messages/:id/edit                          in        in     in     no     no     404     yes    in
put /messages/:id/edit                          in        in     in     no     no     404     yes    in
post /messages/:id/edit                         in        in     in     no     no     404     yes    in
delete /messages/:id/whole                      in        in     in     no     no     404     yes    in
get /messages/:id/whole/:part                   in        in     in     no     no     404     yes    in
put /messages/:id/chapters                      in        in     in     no     no     404     yes    in
get /messages/:id/chapters/suggestion           in        in     in     no     no     404     yes    in
get /messages/:id/words/:format                 in        in     in     no     no     yes     yes    in
put /messages/:id/poster                        in        in     in     no     no     404     yes    in
post /messages/:id/poster                       in        in     in     no     no     404     yes    in
delete /messages/:id/poster                     in        in     in     no     no     404     yes    in
get /messages/:id/trim                          in        in     in     no     no     404     yes    in
get /messages/:id/sentences/:position           in        in     in     no     no     404     yes    in
put /messages/:id/sentences/:position           in        in     in     no     no     404     yes    in
get /messages/:id/sentences/:position/correction in       in     in     no     no     404     yes    in
get /messages/:id/comments                      in        in     in     no     no     yes     yes    in
get /messages/:id/comments/:commentId           in        in     in     no     no     yes     yes    in
get /messages/:id/comments/:commentId/edit      in        in     in     no     no     no      no      in
post /messages/:id/comments                     in        in     in     no     no     yes     yes    in
patch /messages/:id/comments/:commentId         in        in     in     no     no     no      no     in
delete /messages/:id/comments/:commentId        in        in     in     no     no     no      yes    in
get /messages/:id/moments                       in        in     in     no     no     yes     yes    in
post /messages/:id/reactions                    in        in     in     no     no     yes     yes    in
delete /messages/:id/reactions/:reactionId      in        in     in     no     no     no      no     in
post /messages/:id/replies                      in        in     in     no     no     yes     yes    in
post /messages/:id/replies/:replyId/parts       in        in     in     no     no     404     404    in
post /messages/:id/replies/:replyId/confirmation  in        in     in     no     no     404     404    in
put /messages/:id/replies/:replyId/recording    in        in     in     no     no     404     404    in
delete /messages/:id/replies/:replyId           in        in     in     no     no     404     404    in
get /messages/:id/replies/:replyId/media        in        in     in     no     no     yes     yes    in
get /messages/:id/replies/:replyId/transcript   in        in     in     no     no     yes     yes    in
get /messages/:id/replies/:replyId/captions     in        in     in     no     no     yes     yes    in
get /messages/:id/replies/:replyId/:part        in        in     in     no     no     yes     yes    in
get /links/of/:kind/:id                         in        in     in     no     no     404     yes    in
get /links/of/:kind/:id/viewers                 in        in     in     no     no     404     yes    in
post /links/of/:kind/:id                        in        in     in     no     no     404     yes    in
patch /links/:id                                in        in     in     no     no     404     yes    in
put /links/:id/switch                           in        in     in     no     no     404     yes    in
delete /links/:id/switch                        in        in     in     no     no     404     yes    in
post /links/requests/:requestId/admission       in        in     in     no     no     404     yes    in
delete /links/requests/:requestId               in        in     in     no     no     404     yes    in

get /account                                    in        in     in     yes    yes    yes     yes    in
patch /account                                  in        in     in     yes    yes    yes     yes    in
post /account/portrait                          in        in     in     yes    yes    yes     yes    in
delete /account/portrait                        in        in     in     yes    yes    yes     yes    in
put /account/password                           in        in     in     yes    yes    yes     yes    in
delete /account/sessions                        in        in     in     yes    yes    yes     yes    in
get /account/two-factor                         in        in     in     yes    yes    yes     yes    in
post /account/two-factor                        in        in     in     yes    yes    yes     yes    in
delete /account/two-factor                      in        in     in     yes    yes    yes     yes    in
post /account/recovery-codes                    in        in     in     yes    yes    yes     yes    in
get /people/:id/portrait                        in        in     in     404    404    404     404    in

get /admin                                      in        in     in     no     no     no      yes    in
get /admin/people                               in        in     in     no     no     no      yes    in
post /admin/people                              in        in     in     no     no     no      yes    in
post /admin/people/invitations                  in        in     in     no     no     no      yes    in
get /admin/people/:id                           in        in     in     no     no     no      yes    in
put /admin/people/:id/role                      in        in     in     no     no     no      yes    in
put /admin/people/:id/successor                 in        in     in     no     no     no      yes    in
delete /admin/people/:id/invitation             in        in     in     no     no     no      yes    in
delete /admin/people/:id/two-factor             in        in     in     no     no     no      yes    in
post /admin/people/:id/invitation               in        in     in     no     no     no      yes    in
post /admin/people/:id/suspension               in        in     in     no     no     no      yes    in
delete /admin/people/:id/suspension             in        in     in     no     no     no      yes    in
get /admin/mail                                 in        in     in     no     no     no      yes    in
put /admin/mail/server                          in        in     in     no     no     no      yes    in
delete /admin/mail/server                       in        in     in     no     no     no      yes    in
post /admin/mail/tests                          in        in     in     no     no     no      yes    in
post /admin/mail/:id/tries                        in        in     in     no     no     no      yes    in
get /admin/storage                              in        in     in     no     no     no      yes    in
get /admin/storage/retention                    in        in     in     no     no     no      yes    in
put /admin/storage/retention                    in        in     in     no     no     no      yes    in
delete /admin/storage/retention                 in        in     in     no     no     no      yes    in
get /admin/audit                                in        in     in     no     no     no      yes    in
get /admin/audit/export                         in        in     in     no     no     no      yes    in
get /unsubscribe/:memberId/:secret              404       404    404    404    404    404     404    404
post /unsubscribe/:memberId/:secret             404       404    404    404    404    404     404    404
get /notifications                              in        in     in     yes    yes    yes     yes    in
put /notifications/reading                      in        in     in     yes    yes    yes     yes    in
get /account/notifications                      in        in     in     yes    yes    yes     yes    in
put /account/notifications                      in        in     in     yes    yes    yes     yes    in
get /admin/storage/forms/:id                    in        in     in     no     no     no      yes    in
put /admin/storage/forms/:id                    in        in     in     no     no     no      yes    in
delete /admin/storage/forms/:id                 in        in     in     no     no     no      yes    in
get /admin/models                               in        in     in     no     no     no      yes    in
get /admin/models/rereading                     in        in     in     no     no     no      yes    in
post /admin/models/rereading                    in        in     in     no     no     no      yes    in
post /admin/models/trial                        in        in     in     no     no     no      yes    in
get /admin/jobs                                 in        in     in     no     no     no      yes    in
get /admin/jobs/running                         in        in     in     no     no     no      yes    in
post /admin/jobs/attempts                       in        in     in     no     no     no      yes    in
post /admin/jobs/:id/attempts                   in        in     in     no     no     no      yes    in
delete /admin/jobs/:id                          in        in     in     no     no     no      yes    in
get /admin/backups                              in        in     in     no     no     no      yes    in
get /admin/backups/list                         in        in     in     no     no     no      yes    in
post /admin/backups                             in        in     in     no     no     no      yes    in
put /admin/backups/limit                        in        in     in     no     no     no      yes    in
get /admin/settings                             in        in     in     no     no     no      yes    in
put /admin/settings/company                     in        in     in     no     no     no      yes    in
post /admin/settings/logo                       in        in     in     no     no     no      yes    in
delete /admin/settings/logo                     in        in     in     no     no     no      yes    in
get /admin/settings/accent                      in        in     in     no     no     no      yes    in
put /admin/settings/accent                      in        in     in     no     no     no      yes    in
delete /admin/settings/accent                   in        in     in     no     no     no      yes    in
put /admin/settings/two-factor                  in        in     in     no     no     no      yes    in
put /admin/settings/retention                   in        in     in     no     no     no      yes    in
put /admin/settings/sharing                     in        in     in     no     no     no      yes    in
put /admin/settings/provider                    in        in     in     no     no     no      yes    in
get /brand.css                                  yes       yes    yes    yes    yes    yes     yes    yes
get /brand/logo/:version                        404       404    404    404    404    404     404    404
get /sign-in/provider                           yes       yes    yes    yes    yes    yes     yes    yes
get /sign-in/provider/callback                  yes       yes    yes    yes    yes    yes     yes    yes
`;

/**
 * What is below a share link, and what it answers to whom: `holder` has opened the link, of the others the link has since
 * expired, was revoked, or asks for a password that they have not; `elsewhere` has opened another link to the same thing.
 */
const shared = String.raw`
                                         holder  expired  revoked  password  elsewhere
get /s/:token                            yes     410      410      yes       yes
post /s/:token/visit                     yes     410      410      yes       yes
post /s/:token/codes                     no      410      410      no        no
get /s/:token/people/:personId/:secret   404     410      410      404       404
post /s/:token/people/:personId/:secret  404     410      410      404       404
post /s/:token/beats                     yes     410      410      no        no
get /embed/s/:token                      yes     410      410      yes       yes
get /embed/s/:token/poster               404     410      410      no        404
get /embed/s/:token/:ticket/captions     no      410      410      no        no
get /embed/s/:token/:ticket/annotations  no      410      410      no        no
get /embed/s/:token/:ticket/:part        no      410      410      no        no
get /s/:token/media                      yes     410      410      no        no
get /s/:token/transcript                 yes     410      410      no        no
get /s/:token/words/:format              no      410      410      no        no
get /s/:token/captions                   yes     410      410      no        no
get /s/:token/:part                      yes     410      410      no        no
get /s/:token/comments                   yes     410      410      no        no
get /s/:token/comments/:commentId        yes     410      410      no        no
get /s/:token/comments/:commentId/edit   yes     410      410      no        no
post /s/:token/comments                  yes     410      410      no        no
patch /s/:token/comments/:commentId      yes     410      410      no        no
delete /s/:token/comments/:commentId     yes     410      410      no        no
get /s/:token/moments                    yes     410      410      no        no
post /s/:token/reactions                 yes     410      410      no        no
delete /s/:token/reactions/:reactionId   yes     410      410      no        no
post /s/:token/replies                   yes     410      410      no        no
post /s/:token/replies/:replyId/parts    yes     410      410      no        no
post /s/:token/replies/:replyId/confirmation  yes     410      410      no        no
put /s/:token/replies/:replyId/recording yes     410      410      no        no
delete /s/:token/replies/:replyId        yes     410      410      no        no
get /s/:token/replies/:replyId/media     yes     410      410      no        no
get /s/:token/replies/:replyId/transcript  yes     410      410      no        no
get /s/:token/replies/:replyId/captions  yes     410      410      no        no
get /s/:token/replies/:replyId/:part     yes     410      410      no        no
get /s/:token/requests                   no      410      410      yes       no
post /s/:token/requests                  no      410      410      yes       no
get /s/:token/annotations                yes     410      410      no        no
get /s/:token/burned-in                  no      410      410      no        no
post /s/:token/burned-in                 no      410      410      no        no
get /s/:token/burned-in/film             no      410      410      no        no
`;

const routes = readTable(table);
const sharedRoutes = readTable(shared);

function readTable(text: string) {
  return text
    .trim()
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => {
      const [method = '', path = '', ...marks] = line.split(/ +/);
      return { route: `${method} ${path}`, method, path, marks };
    });
}

/** Those that are open to a person, and change something. */
const changesFor = (somebody: Somebody) =>
  routes.filter(
    ({ method, marks }) => marks[everybody.indexOf(somebody)] === 'yes' && !['get', '_all'].includes(method),
  );

describe('permissions', () => {
  let all: Permissions;
  let app: Express;

  before(async () => {
    all = await makePermissions();
    ({ app } = all);
  });

  /** So many requests come from one address here that it would be slowed down. */
  beforeEach(async () => {
    const { throttleDb } = all.world;
    if (await throttleDb.schema.hasTable('tries')) await throttleDb('tries').delete();
  });

  it('every route stands in the table, and nothing else does', () => {
    expect(routesOf(app).toSorted()).to.deep.equal(routes.map(({ route }) => route).toSorted());
  });

  for (const { route, method, path, marks } of routes) {
    it(route, async () => {
      const found = [];
      for (const somebody of everybody) {
        const answer = await all.ask(somebody, method.replace('_all', 'post'), path);
        found.push(markOf(answer));
        if (method !== 'get' && found.at(-1) === 'yes') await all.restore();
      }
      expect(asRow(found)).to.equal(asRow(marks));
    });
  }

  for (const { route, method, path } of changesFor('admin').filter((each) => !changesFor('stranger').includes(each))) {
    it(`${route}: refused without the token of the page`, async () => {
      const refused = await all.ask('admin', method, path, { 'X-CSRF-Token': '' });
      expect(refused.status).to.equal(403);
    });
  }

  for (const { route, method, path } of changesFor('A').filter((each) => !changesFor('stranger').includes(each))) {
    it(`${route}: refused without the token that belongs to the run`, async () => {
      const slug = all.concrete(':slug');
      const [respondent, other] = [await Respondent.started(app, { slug }), await Respondent.started(app, { slug })];
      const sub = all.concrete(path).slice(`/f/${slug}`.length);
      for (const token of ['', other.token]) {
        const refused = await respondent.sendJson(method as 'post' | 'delete', sub, {}, { 'X-Token': token });
        expect(refused.status).to.equal(403);
      }
    });
  }

  it('every route below a share link stands in its table', () => {
    const below = (each: typeof routes) =>
      each.map(({ route }) => route).filter((route) => route.includes('/s/:token'));
    expect(below(sharedRoutes).toSorted()).to.deep.equal(below(routes).toSorted());
  });

  for (const { route, method, path, marks } of sharedRoutes) {
    it(`${route}, by how good the link is`, async () => {
      const found = [];
      for (const holder of holders) {
        found.push(markOf(await all.askHolder(holder, method, path)));
        if (method !== 'get') await all.restore();
      }
      expect(found).to.deep.equal(marks);
    });
  }

  // What lets somebody in is asked of people who have no token yet.
  const comesIn = /\/(visit|codes|requests|people\/.*)$/;
  for (const { route, method, path } of sharedRoutes.filter((each) => each.method !== 'get')) {
    if (comesIn.test(path)) continue;
    it(`${route}: refused without the token of the visit's own page`, async () => {
      for (const token of ['', 'forged']) {
        const refused = await all.askHolder('holder', method, path, { 'X-Token': token });
        expect(refused.status).to.equal(403);
        expect(refused.text).to.include('This page is too old');
      }
    });
  }

  it('a respondent reaches neither another’s take nor its media', async () => {
    const question = make.question({ text: 'Hello?' });
    const form = await make.form(all.world, { questions: [question] });
    const [mine, other] = [await Respondent.started(app, form), await Respondent.started(app, form)];
    const { takeId } = (await mine.startTake(question.id)).body as { takeId: string };
    expect((await mine.postJson(`/takes/${takeId}/parts`)).status).to.equal(200);
    expect((await other.sendJson('delete', `/takes/${takeId}`)).status).to.equal(404);
    for (const part of ['parts', 'confirmation', 'choice']) {
      const refused = await other.postJson(`/takes/${takeId}/${part}`, { seconds: 1, pieces: [] });
      expect(refused.status, part).to.equal(404);
    }
    expect((await other.get(`/takes/${takeId}/media`)).status).to.equal(404);
  });

  it('a member does not see a clip that was not submitted, and no page offers a take as a prompt', async () => {
    const member = await signedIn(all.world, app);
    const clip = await createClip(all.world.db, all.world.clock, {
      ownerKind: 'take',
      ownerId: newId(),
      kind: 'video',
      maxBytes: 1000,
    });
    expect((await member.get(`/clips/${clip.id}/original`)).status).to.equal(404);
    const question = make.textQuestion({ prompt: { clipId: clip.id, kind: 'video' } });
    const form = await make.form(all.world, { questions: [question] });
    const prompt = await request(app).get(`/f/${form.slug}/questions/${question.id}/prompt`);
    expect(prompt.status).to.equal(404);
  });

  it('an upload without a ticket, or with one that was tampered with, is refused', async () => {
    for (const ticket of ['', `${newId()}.1000.9999999999.forged`]) {
      const response = await request(app)
        .post('/uploads')
        .set({ 'Tus-Resumable': '1.0.0', 'Upload-Length': '10', 'Upload-Ticket': ticket });
      expect(response.status).to.equal(403);
    }
  });
});

/** What an answer means to the one who asked. */
function markOf({ status, headers, text, request: { url } }: Response & { request?: { url: string } }): string {
  const leadsTo = headers.location ?? '';
  if (leadsTo.startsWith('/sign-in?next=') || (status === 403 && text.includes('Sign in first'))) return 'in';
  const form = /\/f\/[^/]+(?=\/)/.exec(url)?.[0];
  if (status === 302 && leadsTo === form) return 'start';
  if (status === 403) return 'no';
  return status === 404 || status === 410 || status >= 500 ? String(status) : 'yes';
}

function asRow(marks: string[]): string {
  return everybody.map((somebody, index) => `${somebody}: ${marks[index]}`).join(', ');
}
