using Reliability.Storage;

namespace Reliability.Common.Internal;

/// <summary>A document as it was read: its content, or why that could not be read.</summary>
/// <typeparam name="T">What is stored.</typeparam>
internal sealed record Stored<T>(DocumentId Id, ETag ETag, T? Value, string? Fault)
    where T : class
{
    /// <summary>What to report of a document that could not be read; otherwise null.</summary>
    public UnreadableDocument? Unreadable => Fault is null ? null : new UnreadableDocument { Id = Id, Reason = Fault };

    /// <exception cref="StoreException">The document could not be read.</exception>
    public T Require() => Value ?? throw new StoreException(Fault!, isTransient: false);

    /// <summary>Returns what the content means, or null and why that cannot be told.</summary>
    /// <typeparam name="TItem">What it means.</typeparam>
    /// <param name="service">The service to which it belongs.</param>
    /// <param name="read">Returns it. Content that its types reject cannot be read.</param>
    /// <param name="fault">Why it cannot be read; empty if it can.</param>
    public TItem? As<TItem>(string service, Func<T, string, Stored<T>, TItem> read, out string fault)
        where TItem : class
    {
        fault = Fault ?? string.Empty;
        try
        {
            return Value is null ? null : read(Value, service, this);
        }
        catch (StoreException e)
        {
            fault = e.Message;
        }
        catch (Exception e) when (e is ArgumentException or UriFormatException)
        {
            fault = $"Document '{Id}' cannot be read: {e.Message}";
        }

        return null;
    }
}
