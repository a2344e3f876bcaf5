using System.Collections.Concurrent;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Recording.Internal;

/// <summary>
/// The values of one split series: those that the list in the store has, those that wait for a place in it, and the others together.
/// </summary>
/// <param name="series">The series.</param>
/// <param name="gate">The recorder's gate.</param>
/// <param name="add">Adds the recorder of a value by its series. It is called under the gate.</param>
internal sealed class SplitValues(SeriesDefinition series, Lock gate, Func<SeriesId, SeriesRecorder> add)
{
    /// <summary>
    /// The maximum number of values that wait while the list has not been read, so that those of earlier runs find a place.
    /// </summary>
    private const int MaxUnread = 60;

    /// <summary>The maximum number of values that a process ever proposes, which bounds its memory.</summary>
    private const int MaxProposed = 200;

    private readonly ConcurrentDictionary<string, SplitValue> _byText = new(StringComparer.Ordinal);
    private readonly List<SplitValue> _values = [];
    private SplitValue? _other;
    private DateOnly? _readOn;
    private int _proposed;
    private bool _awaitsList;
    private volatile bool _isFull;

    public SeriesId Series => series.Id;

    /// <summary>Gets the ID of the list in the store.</summary>
    public string ListId => ValueList.IdOf(series.Id, series.SplitBy!);

    /// <summary>Keeps the events of new values until the list in the store has them. Only for the start of the recorder.</summary>
    public void AwaitList() => _awaitsList = true;

    /// <summary>Returns the recorder of a value, which allocates nothing for one that is known; <see langword="null"/> for none.</summary>
    public SeriesRecorder? Of(string? text)
    {
        SplitValue? value = text is not null && _byText.TryGetValue(text, out SplitValue? known) ? known : Find(text);
        value?.Touch();
        return value?.Recorder;
    }

    /// <summary>Returns whether the list is to be read: at the start, on a new day, or for values that it does not have yet.</summary>
    public bool NeedsList(DateOnly today)
    {
        lock (gate)
        {
            return _readOn != today || Recorded().Any(value => value.IsUnlisted(today));
        }
    }

    /// <summary>Returns the values that were recorded and that the list does not name for today, in their order.</summary>
    public IReadOnlyList<SplitValue> Unlisted(DateOnly today)
    {
        lock (gate)
        {
            return [.. Recorded().Where(value => value.IsUnlisted(today))];
        }
    }

    /// <summary>Takes over what the store has decided.</summary>
    /// <param name="list">The list; <see langword="null"/> if it cannot be read, so that no value gets a place.</param>
    /// <param name="decided">The values that the list was asked for. Those it does not have are counted as other.</param>
    /// <param name="today">The day in UTC.</param>
    public void Settle(ValueList? list, IReadOnlyList<SplitValue> decided, DateOnly today)
    {
        lock (gate)
        {
            _readOn = today;
            foreach (SplitValue value in _values.ToArray())
            {
                ListedValue? listed = list?.Values.FirstOrDefault(one => one.Text == value.Text);
                if (listed is not null)
                {
                    value.IsOld = ValueList.IsOld(listed, today);
                    value.Listed(listed.SeenOn >= today ? today : null);
                }
                else if (list is null ? value.Recorder.Series.IsHeld : !value.Recorder.Series.IsHeld || decided.Contains(value))
                {
                    Give(value);
                }
                else
                {
                    value.IsOld = false; // It was recorded since, and asks for its place at the next flush.
                }
            }

            foreach (ListedValue one in list?.Values ?? [])
            {
                if (one.Text != SplitText.Other && !_byText.ContainsKey(one.Text))
                {
                    SplitValue known = Add(one.Text);
                    known.IsOld = ValueList.IsOld(one, today);
                    known.Listed(today: null);
                }
            }

            foreach (SplitValue value in Recorded().Where(value => list is null || (value == _other && decided.Contains(value))))
            {
                value.Listed(today);
            }

            _isFull = list is null || IsFull();
        }
    }

    private IEnumerable<SplitValue> Recorded() => _other is null ? _values : _values.Append(_other);

    private bool IsFull() => _proposed >= MaxProposed
        || _values.Count(value => !value.IsOld) >= (_awaitsList && _readOn is null ? MaxUnread : ValueList.MaxValues);

    private SplitValue? Find(string? text)
    {
        if (SplitText.Of(text) is not { } value)
        {
            return null;
        }

        if (_byText.TryGetValue(value, out SplitValue? known))
        {
            return known;
        }

        // Without the lock, because an attacker can choose values.
        if (_isFull && Volatile.Read(ref _other) is { } other)
        {
            return other;
        }

        lock (gate)
        {
            if (_byText.TryGetValue(value, out known))
            {
                return known;
            }

            if (value == SplitText.Other || _isFull)
            {
                return OfOther();
            }

            SplitValue added = Add(value);
            added.Recorder.Series.IsHeld = _awaitsList;
            _proposed++;
            _isFull = IsFull();
            return added;
        }
    }

    private SplitValue Add(string text)
    {
        var value = new SplitValue(text, add(Owned.Value(series.Id, series.SplitBy!, text)));
        _values.Add(value);
        _byText[text] = value;
        return value;
    }

    /// <summary>Counts the events of a value as other, also those that threads still hold.</summary>
    private void Give(SplitValue value)
    {
        _values.Remove(value);
        _byText.TryRemove(value.Text, out _);
        SplitValue other = OfOther();
        other.Recorder.Series.TakeOver(value.Recorder.Series);
        if (value.IsTouched)
        {
            other.Touch();
        }
    }

    private SplitValue OfOther()
    {
        if (_other is null)
        {
            Volatile.Write(
                ref _other, new SplitValue(SplitText.Other, add(Owned.Value(series.Id, series.SplitBy!, SplitText.Other))));
            _byText[SplitText.Other] = _other!;
        }

        return _other!;
    }
}
