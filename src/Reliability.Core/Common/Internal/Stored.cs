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
}
