namespace Reliability.Storage.Redis.Internal;

/// <summary>The items of a batch that one script call processes: items of one service, in the order of the list.</summary>
internal sealed class BatchPart<T>(string service)
{
    public string Service { get; } = service;

    public List<T> Items { get; } = [];

    /// <summary>Gets the position of each item in the batch.</summary>
    public List<int> Places { get; } = [];

    public long Bytes { get; private set; }

    public void Add(T item, int place, int bytes)
    {
        Items.Add(item);
        Places.Add(place);
        Bytes += bytes;
    }

    /// <summary>Returns the rest after the first items.</summary>
    public BatchPart<T> After(int count)
    {
        var rest = new BatchPart<T>(Service);
        rest.Items.AddRange(Items[count..]);
        rest.Places.AddRange(Places[count..]);
        return rest;
    }
}
