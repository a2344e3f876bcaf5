namespace Reliability.Storage.Redis.Internal;

/// <summary>What one script call takes of a batch: items of one service, in the order of the list.</summary>
internal sealed class BatchPart<T>(string service)
{
    public string Service { get; } = service;

    public List<T> Items { get; } = [];

    /// <summary>For each item its place in the batch.</summary>
    public List<int> Places { get; } = [];

    public long Bytes { get; private set; }

    public void Add(T item, int place, int bytes)
    {
        Items.Add(item);
        Places.Add(place);
        Bytes += bytes;
    }

    /// <summary>What is left after the first items.</summary>
    public BatchPart<T> After(int count)
    {
        var rest = new BatchPart<T>(Service);
        rest.Items.AddRange(Items[count..]);
        rest.Places.AddRange(Places[count..]);
        return rest;
    }
}
