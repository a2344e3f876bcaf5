using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;

namespace Reliability.Incidents.Internal;

/// <summary>Which overdue actions of a service somebody was reminded of, format 1.</summary>
internal sealed record RemindersRecord : IStoredDocument<RemindersRecord>
{
    public static string Collection => "action-reminders";

    public static int Format => 1;

    public static JsonTypeInfo<RemindersRecord> Json => IncidentJson.Default.RemindersRecord;

    public int V { get; init; } = Format;

    /// <summary>Gets the reminders of actions that are overdue now. Others are forgotten.</summary>
    public required IReadOnlyList<StoredReminder> Reminders { get; init; }
}
