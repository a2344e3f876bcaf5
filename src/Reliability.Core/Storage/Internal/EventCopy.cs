namespace Reliability.Storage.Internal;

/// <summary>Appends to each stream of the target the events that follow its last one, append by append.</summary>
internal sealed class EventCopy(IEventLog source, IEventLog target, CopyLedger ledger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (StreamId stream in source.ListStreamsAsync(cancellationToken).ConfigureAwait(false))
        {
            ledger.Update(ledger.Report with { Current = $"stream {stream}" });
            long position = await target.GetLastPositionAsync(stream, cancellationToken).ConfigureAwait(false);
            bool follows = position == 0
                || await LastOfAsync(source, stream, position, cancellationToken).ConfigureAwait(false)
                    == await LastOfAsync(target, stream, position, cancellationToken).ConfigureAwait(false);
            if (!follows || !await CopyAsync(stream, position, cancellationToken).ConfigureAwait(false))
            {
                ledger.Conflict($"The target has other events in stream {stream}.");
            }
        }
    }

    private static async Task<StoredEvent?> LastOfAsync(IEventLog log, StreamId stream, long position, CancellationToken cancellationToken)
    {
        var query = new EventQuery(stream, position - 1, maxCount: 1);
        await foreach (StoredEvent one in log.ReadAsync(query, cancellationToken).ConfigureAwait(false))
        {
            return one;
        }

        return null;
    }

    private async Task<bool> CopyAsync(StreamId stream, long position, CancellationToken cancellationToken)
    {
        var append = new List<StoredEvent>();
        await foreach (StoredEvent one in source.ReadAsync(new EventQuery(stream, position), cancellationToken).ConfigureAwait(false))
        {
            if (append.Count > 0
                && append[0].AppendId != one.AppendId
                && !await SendAsync(stream, append, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            append.Add(one);
        }

        return append.Count == 0 || await SendAsync(stream, append, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> SendAsync(StreamId stream, List<StoredEvent> events, CancellationToken cancellationToken)
    {
        var append = new EventAppend(
            stream,
            events.Select(one => new NewEvent(one.Type, one.Time, one.Json)),
            expectedPosition: events[0].Position - 1,
            id: events[0].AppendId);
        EventAppendResult result = await target.AppendAsync(append, cancellationToken).ConfigureAwait(false);
        if (result.Outcome == EventAppendOutcome.Appended)
        {
            ledger.Update(ledger.Report with { Events = ledger.Report.Events + events.Count });
        }

        events.Clear();
        return result.Outcome != EventAppendOutcome.Conflict;
    }
}
