using Reliability.Common.Internal;
using Reliability.Slos;

namespace Reliability.Alerting.Internal;

/// <summary>The words that are stored. They never change, even if the names of the enum values do.</summary>
internal static class AlertWords
{
    public static WordTable<AlertSeverity> Severity { get; } = new(
        "alert",
        "severity",
        (AlertSeverity.Ticket, "Ticket"),
        (AlertSeverity.Page, "Page"));

    public static WordTable<AlertState> State { get; } = new(
        "alert",
        "state",
        (AlertState.Unknown, "Unknown"),
        (AlertState.Inactive, "Inactive"),
        (AlertState.Pending, "Pending"),
        (AlertState.Firing, "Firing"));

    public static WordTable<AlertTransitionKind> Transition { get; } = new(
        "alert",
        "transition",
        (AlertTransitionKind.Fired, "Fired"),
        (AlertTransitionKind.Resolved, "Resolved"));
}
