package org.glissade.backend;

/// Whether a backend can be used, and if not, the reason and the exact remedy.
///
/// @param reason why it is not available; empty where it is
/// @param remedy what the user can do; empty where it is available
public record Availability(boolean isAvailable, String reason, String remedy) {
    /// The backend can be used.
    public static Availability yes() {
        return new Availability(true, "", "");
    }

    /// The backend cannot be used.
    public static Availability no(String reason, String remedy) {
        return new Availability(false, reason, remedy);
    }
}
