using CsCheck;

namespace Reliability.Storage.Conformance.Internal.Models;

/// <summary>Scripts of calls to an event log: correct and wrong positions, repetitions, reused ids.</summary>
internal static class EventCalls
{
    private static readonly StreamId[] Streams = [new("shop", "checkout"), new("shop", "Checkout"), new("Shop", "checkout")];

    private static readonly Gen<Step> GenStep =
        from kind in Gen.Frequency((5, Gen.Const(Kind.Append)), (2, Gen.Const(Kind.Repeat)), (2, Gen.Const(Kind.Read)),
            (1, Gen.Const(Kind.Last)), (1, Gen.Const(Kind.ReadMany)))
        from stream in Gen.Frequency((4, Gen.Const(0)), (1, Gen.Int[1, 2]))
        from count in Gen.Int[1, 3]
        from position in Gen.Int[0, 9]
        from isExpected in Gen.Bool
        from id in Gen.Frequency((3, Gen.Const((string?)null)), (1, Gen.OneOfConst<string?>("x", "X")))
        select new Step(kind, Streams[stream], count, position, isExpected, id);

    private enum Kind
    {
        Append,
        Repeat,
        Read,
        Last,
        ReadMany,
    }

    public static Gen<ModelCall<IEventLog>[]> Scripts(int min, int max) => GenStep.Array[min, max].Select(Build);

    /// <summary>
    /// Scripts of the atomic calls. A call that reads several streams is excluded, because it reads each stream at a different moment.
    /// </summary>
    public static Gen<ModelCall<IEventLog>[]> AtomicScripts(int min, int max) =>
        GenStep.Where(step => step.Kind != Kind.ReadMany).Array[min, max].Select(Build);

    public static IEnumerable<ModelCall<IEventLog>> Observations =>
        [.. Streams.Select(stream => new Read(new EventQuery(stream))), .. Streams.Select(stream => new Last(stream)), new ListStreams()];

    /// <summary>Creates the appends, some of which are sent again later in the script.</summary>
    private static ModelCall<IEventLog>[] Build(Step[] steps)
    {
        List<EventAppend> appends = [];
        return [.. steps.Select((step, i) =>
        {
            EventAppend? earlier = appends.Count == 0 ? null : appends[^(1 + (step.Position % appends.Count))];
            if (step.Kind == Kind.Append || (step.Kind == Kind.Repeat && earlier is null))
            {
                IEnumerable<NewEvent> events = Enumerable.Range(0, step.Count).Select(n => EventScript.Event($"[{i},{n}]"));
                appends.Add(earlier = new EventAppend(step.Stream, events, step.IsExpected ? step.Position : null, step.Id));
            }

            return (ModelCall<IEventLog>)(step.Kind switch
            {
                Kind.Read => new Read(new EventQuery(step.Stream, step.Position, step.IsExpected ? int.MaxValue : step.Count)),
                Kind.Last => new Last(step.Stream),
                Kind.ReadMany => new ReadMany(
                    [
                        new EventQuery(step.Stream, step.Position),
                        .. Streams.Select(stream => new EventQuery(stream, maxCount: step.Count)),
                        new(step.Stream)
                    ]),
                _ => new Append(earlier!),
            });
        })];
    }

    private sealed record Step(Kind Kind, StreamId Stream, int Count, int Position, bool IsExpected, string? Id);

    private sealed record Append(EventAppend Request) : ModelCall<IEventLog>
    {
        public override async Task<string> RunAsync(ModelClient<IEventLog> client) => $"{await client.Store.AppendAsync(Request)}";

        public override string ToString() =>
            $"Append {Request.Events.Count} to {Request.Stream} at {Request.ExpectedPosition?.ToString(provider: null) ?? "its end"} as "
            + $"{Request.Id}";
    }

    private sealed record Read(EventQuery Query) : ModelCall<IEventLog>
    {
        public override async Task<string> RunAsync(ModelClient<IEventLog> client) =>
            string.Join(", ", await client.Store.ReadAsync(Query, CancellationToken.None).ToListAsync());
    }

    private sealed record ReadMany(EventQuery[] Queries) : ModelCall<IEventLog>
    {
        public override async Task<string> RunAsync(ModelClient<IEventLog> client) =>
            string.Join("; ", (await client.Store.ReadAsync(Queries, CancellationToken.None)).Select(events => string.Join(", ", events)));

        public override string ToString() => "Read " + string.Join<EventQuery>(", ", Queries);
    }

    private sealed record Last(StreamId Stream) : ModelCall<IEventLog>
    {
        public override async Task<string> RunAsync(ModelClient<IEventLog> client) => $"{await client.Store.LastPositionAsync(Stream)}";
    }

    private sealed record ListStreams : ModelCall<IEventLog>
    {
        public override async Task<string> RunAsync(ModelClient<IEventLog> client) =>
            string.Join(", ", (await client.Store.StreamsAsync()).Select(stream => $"{stream}").Order(StringComparer.Ordinal));
    }
}
