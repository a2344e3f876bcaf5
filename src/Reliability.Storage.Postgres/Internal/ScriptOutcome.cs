namespace Reliability.Storage.Postgres.Internal;

/// <summary>
/// The numbers that the functions of the schema return, as outcomes. They are a part of the stored functions, and independent of the order
/// of an enum.
/// </summary>
internal static class ScriptOutcome
{
    public static WriteOutcome ToWrite(int value) => value switch
    {
        0 => WriteOutcome.Stored,
        1 => WriteOutcome.Conflict,
        _ => throw Unknown(value),
    };

    public static DeleteOutcome ToDelete(int value) => value switch
    {
        0 => DeleteOutcome.Deleted,
        1 => DeleteOutcome.NotFound,
        2 => DeleteOutcome.Conflict,
        _ => throw Unknown(value),
    };

    public static EventAppendOutcome ToAppend(int value) => value switch
    {
        0 => EventAppendOutcome.Appended,
        1 => EventAppendOutcome.Duplicate,
        2 => EventAppendOutcome.Conflict,
        _ => throw Unknown(value),
    };

    /// <summary>Returns the outcome of a batch of a service, whose days the store keeps in a time zone.</summary>
    /// <exception cref="DayZoneException">The days of the batch lie in another time zone.</exception>
    public static AppendOutcome ToAppend(int value, string? storedZone, SeriesBatch batch) => value switch
    {
        0 => AppendOutcome.Applied,
        1 => AppendOutcome.Duplicate,
        2 => throw new DayZoneException(batch.Service, storedZone!, batch.DayZone.Id),
        _ => throw Unknown(value),
    };

    private static StoreException Unknown(int value) => new(
        $"A function of the schema returned the outcome {value}, which this version does not know. Update the package.",
        isTransient: false);
}
