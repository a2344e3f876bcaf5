namespace Reliability.Storage.Redis.Internal;

/// <summary>Numbers items from 1, as Lua does, in the order of their first occurrence.</summary>
internal sealed class Places<T>
    where T : notnull
{
    private readonly Dictionary<T, int> _places = [];

    public List<T> All { get; } = [];

    public int Of(T one)
    {
        if (!_places.TryGetValue(one, out int place))
        {
            All.Add(one);
            _places.Add(one, place = All.Count);
        }

        return place;
    }
}
