using System.Collections.Frozen;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Recording.Internal;

/// <summary>The series of a recorder: those that it was made for, and the ones next to them that count what they leave out.</summary>
internal sealed class SeriesTable
{
    private readonly RecordingClock _clock;
    private readonly Quota _budget;
    private readonly Quota _cells;
    private readonly List<CounterBlock> _counters = [];
    private readonly List<BadEventBreakdown> _breakdowns = [];
    private readonly FrozenDictionary<string, SeriesRecorder> _recorders;

    /// <param name="series">The series.</param>
    /// <param name="clock">The clock and what times are accepted.</param>
    /// <param name="budget">The limit on pending buckets.</param>
    /// <param name="cells">The limit on the memory of threads.</param>
    /// <param name="gate">The recorder's gate.</param>
    /// <param name="isStopped">Returns whether the recorder has stopped.</param>
    public SeriesTable(
        IEnumerable<SeriesDefinition> series, RecordingClock clock, Quota budget, Quota cells, Lock gate, Func<bool> isStopped)
    {
        _clock = clock;
        _budget = budget;
        _cells = cells;
        Declared = Accumulate([.. series]);
        All = [.. Declared];
        _recorders = ByName(Declared, clock);
        Splits =
        [
            .. _recorders.Values.Where(recorder => recorder.SplitBy is not null).Select(recorder => Split(recorder, gate, isStopped)),
        ];
    }

    public IReadOnlyList<SeriesAccumulator> Declared { get; }

    /// <summary>Gets all series. The list can grow under the recorder's gate, and is only read under it.</summary>
    public List<SeriesAccumulator> All { get; }

    /// <summary>Gets the breakdowns of bad events. The list can grow under the recorder's gate, and is only read under it.</summary>
    public IReadOnlyList<BadEventBreakdown> Breakdowns => _breakdowns;

    /// <summary>Gets the values of the series that are split.</summary>
    public IReadOnlyList<SplitValues> Splits { get; }

    /// <summary>Collects what all threads have counted, for all series. The caller must hold the recorder's gate.</summary>
    public void CollectCounters()
    {
        lock (ThreadCounters.Gate)
        {
            ThreadCounters.RetireEnded();
        }

        foreach (CounterBlock counters in _counters)
        {
            counters.Collect();
        }
    }

    public SeriesRecorder Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _recorders.TryGetValue(name, out SeriesRecorder? recorder)
            ? recorder
            : throw new KeyNotFoundException(Names.Unknown("series", name, _recorders.Keys));
    }

    /// <summary>Finds or adds the series of what was abandoned. The caller must hold the recorder's gate.</summary>
    public OutcomeRecorder Abandoned(string name, bool isStopped)
    {
        SeriesRecorder recorder = Find(name);
        return recorder.Abandoned ??= NextTo(recorder, Owned.Abandoned(recorder.Id), isStopped);
    }

    /// <summary>Finds or adds the series of the failures that a series leaves out. The caller must hold the recorder's gate.</summary>
    public OutcomeRecorder Failed(string name, bool isStopped)
    {
        SeriesRecorder recorder = Find(name);
        return recorder.Failed ??= NextTo(recorder, Owned.Failed(recorder.Id), isStopped);
    }

    /// <summary>
    /// Finds or adds the recorder of the events of instruments of a series. The caller must hold the recorder's gate.
    /// </summary>
    public SeriesRecorder OfInstruments(SeriesRecorder recorder)
    {
        if (recorder.Instruments is null)
        {
            recorder.Instruments = RecorderOf(recorder.Series.AddInstruments(SlotsOf([recorder.Series.Definition])[0]), _clock);
            recorder.Instruments.Split = recorder.Split;
        }

        return recorder.Instruments;
    }

    /// <summary>Finds or adds the breakdown of the bad events of a series. The caller must hold the recorder's gate.</summary>
    /// <param name="name">The name of the series.</param>
    /// <param name="gate">The recorder's gate.</param>
    /// <param name="isStopped">Returns whether the recorder has stopped.</param>
    public BadEventBreakdown Breakdown(string name, Lock gate, Func<bool> isStopped)
    {
        SeriesRecorder recorder = Find(name);
        if (recorder.Breakdown is null)
        {
            recorder.Breakdown = new BadEventBreakdown(recorder.Id, gate, (id, at) => Source(recorder, id, at, isStopped()));
            _breakdowns.Add(recorder.Breakdown);
        }

        return recorder.Breakdown;
    }

    private OutcomeRecorder Source(SeriesRecorder recorder, SeriesId id, int at, bool isStopped)
    {
        SeriesDefinition definition = SeriesDefinition.Outcomes(id) with { Name = recorder.Name };
        if (recorder.SourceSlots.Length == 0)
        {
            // Collected before the series itself: a source is never seen before its event.
            recorder.SourceSlots = SeriesSlots.Of([.. Enumerable.Repeat(definition, BadEventBreakdown.MaxSources + 1)], _cells);
            _counters.Insert(0, recorder.SourceSlots[0].Counters);
        }

        return Added(new SeriesAccumulator(definition, recorder.SourceSlots[at], _budget, recorder.Series), isStopped);
    }

    private SplitValues Split(SeriesRecorder recorder, Lock gate, Func<bool> isStopped)
    {
        SeriesAccumulator whole = recorder.Series;
        return recorder.Split = new SplitValues(whole.Definition, gate, id =>
        {
            // Collected before the series itself: a value is never seen before its event.
            SeriesDefinition definition = whole.Definition.NextTo(id);
            SeriesSlots slots = SeriesSlots.Of([definition], _cells)[0];
            _counters.Insert(0, slots.Counters);
            var series = new SeriesAccumulator(definition, slots, _budget, whole);
            if (isStopped())
            {
                series.Stop();
            }

            All.Insert(0, series);
            return RecorderOf(series, _clock);
        });
    }

    private static SeriesRecorder RecorderOf(SeriesAccumulator series, RecordingClock clock) => series.Definition.Kind switch
    {
        SeriesKind.Outcome => new OutcomeRecorder(series, clock),
        SeriesKind.Latency => new LatencyRecorder(series, clock),
        SeriesKind.Score => new ScoreRecorder(series, clock),
        _ => new MeasurementRecorder(series, clock),
    };

    private OutcomeRecorder NextTo(SeriesRecorder recorder, SeriesId id, bool isStopped) =>
        Added(Accumulate([SeriesDefinition.Outcomes(id) with { Name = recorder.Name }])[0], isStopped);

    private OutcomeRecorder Added(SeriesAccumulator series, bool isStopped)
    {
        if (isStopped)
        {
            series.Stop();
        }

        All.Add(series);
        return new OutcomeRecorder(series, _clock);
    }

    private SeriesAccumulator[] Accumulate(SeriesDefinition[] series)
    {
        if (series.Length == 0)
        {
            return [];
        }

        SeriesSlots[] slots = SlotsOf(series);
        return [.. series.Select((one, i) => new SeriesAccumulator(one, slots[i], _budget))];
    }

    private SeriesSlots[] SlotsOf(SeriesDefinition[] series)
    {
        SeriesSlots[] slots = SeriesSlots.Of(series, _cells);
        _counters.Add(slots[0].Counters);
        return slots;
    }

    private static FrozenDictionary<string, SeriesRecorder> ByName(
        IReadOnlyList<SeriesAccumulator> series, RecordingClock clock)
    {
        var byName = new Dictionary<string, SeriesRecorder>(StringComparer.Ordinal);
        foreach (SeriesAccumulator one in series)
        {
            SeriesRecorder recorder = RecorderOf(one, clock);
            if (!byName.TryAdd(recorder.Name, recorder))
            {
                throw new ArgumentException(
                    $"Two series are named '{recorder.Name}'; names must be unique within a recorder.", nameof(series));
            }
        }

        return byName.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
