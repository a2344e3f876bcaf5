namespace Reliability.Storage.Internal;

/// <summary>One stream of events, and the position at which each append ended.</summary>
internal sealed class StoredStream
{
    private readonly List<StoredEvent> _events = [];
    private readonly Dictionary<string, long> _appends = new(StringComparer.Ordinal);

    public long LastPosition => _events.Count;

    public EventAppendResult Append(EventAppend append)
    {
        if (_appends.TryGetValue(append.Id, out long position))
        {
            return new() { Outcome = EventAppendOutcome.Duplicate, Position = position };
        }

        if (append.ExpectedPosition is { } expected && expected != LastPosition)
        {
            return new() { Outcome = EventAppendOutcome.Conflict, Position = LastPosition };
        }

        foreach (NewEvent one in append.Events)
        {
            _events.Add(new StoredEvent
            {
                Position = LastPosition + 1,
                AppendId = append.Id,
                Type = one.Type,
                Time = one.Time,
                Json = one.Json,
            });
        }

        _appends.Add(append.Id, LastPosition);
        return new() { Outcome = EventAppendOutcome.Appended, Position = LastPosition };
    }

    public StoredEvent[] Read(EventQuery query)
    {
        if (query.After >= LastPosition)
        {
            return [];
        }

        int start = (int)query.After;
        return [.. _events.GetRange(start, Math.Min(query.MaxCount, _events.Count - start))];
    }
}
