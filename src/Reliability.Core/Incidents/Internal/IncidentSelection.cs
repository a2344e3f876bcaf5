namespace Reliability.Incidents.Internal;

/// <summary>The first incidents after another one, the latest start first, of any number of which only so many are kept.</summary>
internal sealed class IncidentSelection(int maxCount, Incident? after)
{
    private readonly PriorityQueue<Incident, Incident> _kept = new(Comparer<Incident>.Create((x, y) => Compare(y, x)));

    private int _afterCount;

    /// <summary>Gets whether there are more than are kept.</summary>
    public bool HasMore => _afterCount > _kept.Count;

    public static int Compare(Incident? x, Incident? y)
    {
        int byStart = y!.StartedAt.CompareTo(x!.StartedAt);
        return byStart != 0 ? byStart
            : string.CompareOrdinal(x.Service, y.Service) is not 0 and int byService ? byService
            : string.CompareOrdinal(x.Id, y.Id);
    }

    /// <summary>Adds an incident. Only one that is kept is read as a whole.</summary>
    public void Add(StoredIncident one)
    {
        if (after is not null && Compare(one.Head, after) <= 0)
        {
            return;
        }

        _afterCount++;
        if (_kept.Count < maxCount)
        {
            Incident kept = one.ToIncident();
            _kept.Enqueue(kept, kept);
        }
        else if (Compare(one.Head, _kept.Peek()) < 0)
        {
            Incident kept = one.ToIncident();
            _kept.DequeueEnqueue(kept, kept);
        }
    }

    public IReadOnlyList<Incident> ToList() =>
        [.. _kept.UnorderedItems.Select(one => one.Element).Order(Comparer<Incident>.Create(Compare))];
}
