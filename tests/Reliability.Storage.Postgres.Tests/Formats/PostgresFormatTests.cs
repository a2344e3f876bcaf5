using Reliability.Tests.Shared;

namespace Reliability.Storage.Postgres.Tests.Formats;

/// <summary>
/// What the library has ever laid out in PostgreSQL is read and continued for ever. The samples beside this file hold it.
/// </summary>
public sealed class PostgresFormatTests
{
    /// <summary>A new lease takes two tokens: one for its row, one for its holder.</summary>
    private const long HeldToken = 2;
    private const long LastToken = 4;

    private static readonly StoredSample Sample = new("Reliability.Storage.Postgres.Tests", "postgres", "sql");

    private readonly string _schema = Database.Schema();

    public static TheoryData<int> Samples => [.. Sample.Editions()];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_is_read_and_continued(int edition)
    {
        await PostgresLayout.LoadAsync(_schema, edition, Sample.Read(edition));
        await using PostgresStore store = await Database.OpenAsync(_schema);
        await StoredContent.ShouldBeReadAsync(store, HeldToken);
        await StoredContent.ShouldBeContinuedAsync(store, LastToken);
    }

    [Fact]
    public async Task The_same_content_is_laid_out_as_in_the_sample()
    {
        await using PostgresStore store = await Database.OpenAsync(_schema);
        IReadOnlyDictionary<string, string> random = await StoredContent.WriteAsync(store);

        string written = await PostgresLayout.DescribeAsync(_schema, StoredContent.End, random);
        Sample.ShouldBeLaidOut(PostgresSchema.Version, written, PostgresLayout.Mask);
    }
}
