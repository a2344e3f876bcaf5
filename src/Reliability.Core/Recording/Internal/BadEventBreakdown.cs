using System.Collections.Concurrent;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Recording.Internal;

/// <summary>The sources of the bad events of one series: the first ones of this process, and the others together.</summary>
/// <param name="series">The series.</param>
/// <param name="gate">The recorder's gate.</param>
/// <param name="add">Adds the recorder of a source by its series and its place. It is called under the gate.</param>
internal sealed class BadEventBreakdown(SeriesId series, Lock gate, Func<SeriesId, int, OutcomeRecorder> add)
{
    /// <summary>The maximum number of sources that are counted apart.</summary>
    public const int MaxSources = 20;

    private readonly ConcurrentDictionary<BadEventSource, CountedSource> _byKey = [];
    private readonly List<CountedSource> _sources = [];
    private CountedSource? _other;

    public SeriesId Series => series;

    /// <summary>Returns the recorder of a source.</summary>
    public OutcomeRecorder Of(in BadEventSource source)
    {
        CountedSource counted = _byKey.TryGetValue(source, out CountedSource? found) ? found : Volatile.Read(ref _other) ?? Find(source);
        counted.Touch();
        return counted.Recorder;
    }

    /// <summary>Returns the sources that were counted and that a list of today does not name yet.</summary>
    public IReadOnlyList<CountedSource> Unlisted(DateOnly today)
    {
        lock (gate)
        {
            return [.. _sources.Where(source => source.IsUnlisted(today))];
        }
    }

    private CountedSource Find(BadEventSource source)
    {
        lock (gate)
        {
            if (_byKey.TryGetValue(source, out CountedSource? found))
            {
                return found;
            }

            // The others of an application with many sources have no entry each, or their number would have no limit.
            if (_byKey.Count == MaxSources)
            {
                return _other ??= new CountedSource(null, add(Owned.BadEvents(series, source: null), MaxSources));
            }

            // Two texts can differ in what a store does not take.
            ListedSource listed = ListedSource.Of(source.Route, source.Status, source.Version ?? EntryVersion.Text);
            CountedSource? same = _sources.Find(one => one.Source!.IsSame(listed));
            if (same is null)
            {
                same = new CountedSource(listed, add(listed.SeriesOf(series), _sources.Count));
                _sources.Add(same);
            }

            return _byKey[source] = same;
        }
    }
}
