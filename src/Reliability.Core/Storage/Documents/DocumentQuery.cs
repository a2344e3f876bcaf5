using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>A query for a page of the documents of one collection, ordered by the UTF-8 bytes of their ids.</summary>
public sealed record DocumentQuery
{
    /// <summary>The maximum page size.</summary>
    public const int MaxPageSize = 1000;

    /// <summary>Initializes a new instance of the <see cref="DocumentQuery"/> class.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="after">
    /// The id after which the page begins: the <see cref="DocumentPage.Continuation"/> of the previous page. The default is the start of
    /// the collection.
    /// </param>
    /// <param name="pageSize">The maximum number of documents, from 1 to <see cref="MaxPageSize"/>.</param>
    /// <exception cref="ArgumentException">A name is not valid.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pageSize"/> is outside its range.</exception>
    public DocumentQuery(CollectionId collection, string? after = null, int pageSize = 100)
    {
        ArgumentNullException.ThrowIfNull(collection);
        if (pageSize is < 1 or > MaxPageSize)
        {
            throw Check.OutOfRange(
                pageSize,
                $"The page size must be from 1 to {MaxPageSize} documents.",
                nameof(pageSize));
        }

        Collection = collection;
        After = after is null ? null : StoreName.Require(after);
        PageSize = pageSize;
    }

    /// <summary>Gets the collection.</summary>
    public CollectionId Collection { get; }

    /// <summary>Gets the id after which the page begins.</summary>
    public string? After { get; }

    /// <summary>Gets the maximum number of documents.</summary>
    public int PageSize { get; }
}
