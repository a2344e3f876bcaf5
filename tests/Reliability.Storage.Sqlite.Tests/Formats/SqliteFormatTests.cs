using Microsoft.Extensions.Time.Testing;
using Reliability.Storage.Sqlite.Internal;
using Reliability.Tests.Shared;

namespace Reliability.Storage.Sqlite.Tests.Formats;

/// <summary>
/// What the library has ever laid out in a file is read and continued for ever. The samples beside this file hold it.
/// </summary>
public sealed class SqliteFormatTests : IDisposable
{
    private const long HeldToken = 1;
    private const long LastToken = 2;

    private static readonly StoredSample Sample = new("Reliability.Storage.Sqlite.Tests", "sqlite", "sql");

    private readonly TempFolder _folder = new();

    public static TheoryData<int> Samples => [.. Sample.Editions()];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_is_read_and_continued(int edition)
    {
        SqliteLayout.Load(_folder.File(), edition, Sample.Read(edition));
        var clock = new FakeTimeProvider(StoredContent.Noon);
        await using SqliteStore store = _folder.Store(timeProvider: clock);
        await StoredContent.ShouldBeReadAsync(store, HeldToken);
        await StoredContent.ShouldBeContinuedAsync(store, LastToken, clock.Advance);
    }

    [Fact]
    public async Task The_same_content_is_laid_out_as_in_the_sample()
    {
        await using SqliteStore store = _folder.Store();
        IReadOnlyDictionary<string, string> random = await StoredContent.WriteAsync(store);

        string written = SqliteLayout.Describe(_folder.File(), StoredContent.End, random);
        Sample.ShouldBeLaidOut(SqliteSchema.Latest, written, SqliteLayout.Mask);
    }
}
