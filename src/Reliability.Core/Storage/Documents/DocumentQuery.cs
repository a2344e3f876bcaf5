using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>Asks for a page of the documents of one collection, in the order of their ids' UTF-8 bytes.</summary>
public sealed record DocumentQuery
{
    /// <summary>The greatest legal page size.</summary>
    public const int MaxPageSize = 1000;

    /// <summary>Asks for a page.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="after">The id after which the page begins: <see cref="DocumentPage.Continuation"/> of the page before. Default: from the start.</param>
    /// <param name="pageSize">How many documents at most, 1 to <see cref="MaxPageSize"/>.</param>
    /// <exception cref="ArgumentException">A name is illegal.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pageSize"/> is outside its range.</exception>
    public DocumentQuery(CollectionId collection, string? after = null, int pageSize = 100)
    {
        ArgumentNullException.ThrowIfNull(collection);
        if (pageSize is < 1 or > MaxPageSize)
        {
            throw new ArgumentOutOfRangeException(nameof(pageSize), pageSize, $"A page has 1 to {MaxPageSize} documents.");
        }

        Collection = collection;
        After = after is null ? null : StoreName.Require(after);
        PageSize = pageSize;
    }

    /// <summary>The collection.</summary>
    public CollectionId Collection { get; }

    /// <summary>The id after which the page begins.</summary>
    public string? After { get; }

    /// <summary>How many documents at most.</summary>
    public int PageSize { get; }
}
