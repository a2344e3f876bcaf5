using System.Text.RegularExpressions;
using Reliability.Tests.Shared;

namespace Reliability.Storage.Sqlite.Tests;

/// <summary>The page that lists the tables lists those of the file.</summary>
public sealed partial class TablePageTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_page_of_storage_names_every_table_of_the_file_and_no_other()
    {
        await using (SqliteStore store = _folder.Store())
        {
            await store.InitializeAsync(CancellationToken.None);
        }

        using var database = new RawDatabase(_folder.File());
        string[] tables =
            [.. database.Rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite@_%' ESCAPE '@'", 0)];

        tables.Should().Contain(["journal", "sketch", "unit"]);
        TablesOfPage().Should().OnlyHaveUniqueItems().And.BeEquivalentTo(tables);
    }

    /// <summary>The names in the first column of the table in the section SQLite.</summary>
    private static string[] TablesOfPage()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "storage.md"));
        string section = page[page.IndexOf("\n## SQLite\n", StringComparison.Ordinal)..];
        section = section[..section.IndexOf("\n## ", 1, StringComparison.Ordinal)];
        IEnumerable<Match> names = Row().Matches(section).SelectMany(row => Name().Matches(row.Groups["names"].Value));
        return [.. names.Select(name => name.Groups[1].Value)];
    }

    [GeneratedRegex(@"^\| (?<names>`[^|]*`) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([a-z_]+)`")]
    private static partial Regex Name();
}
