using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Alerting.Internal;

/// <summary>The words that are stored. They never change, whatever the names of enums become.</summary>
internal static class AlertWords
{
    public static string Of(AlertSeverity severity) => severity switch
    {
        AlertSeverity.Ticket => "ticket",
        AlertSeverity.Page => "page",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "A severity is Ticket or Page."),
    };

    public static string Of(AlertState state) => state switch
    {
        AlertState.Inactive => "inactive",
        AlertState.Pending => "pending",
        AlertState.Firing => "firing",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "A state is Inactive, Pending or Firing."),
    };

    public static string Of(AlertTransitionKind kind) => kind switch
    {
        AlertTransitionKind.Fired => "fired",
        AlertTransitionKind.Resolved => "resolved",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A transition is Fired or Resolved."),
    };

    public static AlertSeverity Severity(string word) => word switch
    {
        "ticket" => AlertSeverity.Ticket,
        "page" => AlertSeverity.Page,
        _ => throw Unknown("severity", word),
    };

    public static AlertState State(string word) => word switch
    {
        "inactive" => AlertState.Inactive,
        "pending" => AlertState.Pending,
        "firing" => AlertState.Firing,
        _ => throw Unknown("state", word),
    };

    public static AlertTransitionKind Kind(string word) => word switch
    {
        "fired" => AlertTransitionKind.Fired,
        "resolved" => AlertTransitionKind.Resolved,
        _ => throw Unknown("transition", word),
    };

    private static StoreException Unknown(string what, string word) =>
        new($"A stored alert has the {what} '{word}', which this version does not know. Update the package.", isTransient: false);
}
