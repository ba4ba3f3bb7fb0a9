/** The elements of media-chrome that the player uses. To import them registers all of them with the browser. */
export {
  MediaCaptionsButton,
  MediaFullscreenButton,
  MediaLoadingIndicator,
  MediaMuteButton,
  MediaPipButton,
  MediaPlayButton,
  MediaSeekBackwardButton,
  MediaSeekForwardButton,
  MediaTimeRange,
  MediaVolumeRange,
} from "media-chrome/react";
export { MediaCaptionsMenu, MediaCaptionsMenuButton } from "media-chrome/react/menu";
