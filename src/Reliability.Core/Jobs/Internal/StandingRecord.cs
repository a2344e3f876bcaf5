using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;

namespace Reliability.Jobs.Internal;

/// <summary>
/// Why a live process stands back, format 1: others that can do a subject go before it. It is apart from <see cref="ProcessRecord"/>, which
/// is large, and is read once by each of the others; this is read only by those that stand back themselves.
/// </summary>
internal sealed record StandingRecord : IStoredDocument<StandingRecord>
{
    /// <summary>A process that fails for more than this stands back from everything.</summary>
    public const int MaxFailing = 100;

    public static string Collection => "standings";

    public static int Format => 1;

    public static JsonTypeInfo<StandingRecord> Json => JobsJson.Default.StandingRecord;

    public int V { get; init; } = Format;

    public required string Process { get; init; }

    /// <summary>Whether its clock differs from the store's by more than is tolerated.</summary>
    public required bool IsClockOff { get; init; }

    /// <summary>Until when it stands back from everything, by the clock of the store; null when only from what is listed.</summary>
    public DateTimeOffset? FailsUntil { get; init; }

    /// <summary>What failed in its last round.</summary>
    public required IReadOnlyList<FailingSubject> Failing { get; init; }

    public bool StandsBackFrom(JobSubject subject, DateTimeOffset now) =>
        IsClockOff || FailsUntil > now
            || Failing.Any(one => one.Until > now && one.Name == subject.Name && one.Kind == subject.Kind);
}
