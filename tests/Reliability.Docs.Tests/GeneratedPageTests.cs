using System.Globalization;
using System.Text.RegularExpressions;
using Reliability.Tests.Shared;

namespace Reliability.Docs.Tests;

/// <summary>Pages and files that are made from the code stay as the code is. <c>eng/pages.sh</c> writes them again.</summary>
public sealed partial class GeneratedPageTests
{
    private static readonly Type[] _measured = [typeof(int), typeof(long), typeof(double), typeof(decimal), typeof(TimeSpan)];

    [Fact]
    public void The_page_of_the_public_API_shows_the_whole_surface() => Compare("docs/api.md", ApiPage.Make(RepositoryRoot.Path));

    [Fact]
    public void The_page_of_settings_shows_every_setting_with_default_and_range() => Compare("docs/settings.md", SettingsPage.Make());

    [Fact]
    public void The_page_of_settings_has_a_table_for_every_type_of_options() =>
        ShippedLibraries.All.SelectMany(library => library.GetExportedTypes())
            .Where(type => !type.IsAbstract && type.Name.EndsWith("Options", StringComparison.Ordinal))
            .Except(SettingsPage.Types)
            .Should().BeEmpty();

    [Fact]
    public void Every_setting_that_is_a_number_or_a_duration_has_a_range() =>
        SettingsPage.Types.SelectMany(Setting.Of)
            .Where(setting => _measured.Contains(Nullable.GetUnderlyingType(setting.Type) ?? setting.Type) && !setting.HasValue)
            .Select(setting => $"{setting.Property.DeclaringType!.Name}.{setting.Name}")
            .Should().BeEmpty("the element <value> says which values are valid");

    [Fact]
    public void A_default_that_a_setting_states_is_in_the_column_of_defaults()
    {
        string[][] rows =
        [
            .. SettingsPage.Make().Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(Cells),
        ];
        rows.Should().HaveCountGreaterThan(100).And.OnlyContain(row => row.Length == 3);
        rows.Where(row => !IsCode().IsMatch(row[1]) && (row[1].Any(char.IsAsciiDigit) || row[1] is "null" or "not set"))
            .Select(row => string.Join(" | ", row))
            .Should().BeEmpty("a value is written as in configuration, and a setting without one has the word none");
        rows.Where(row => row[1] is "none" or "empty")
            .Where(row => OtherDefault().IsMatch(row[2]))
            .Select(row => string.Join(" | ", row))
            .Should().BeEmpty();

        static string[] Cells(string row) => CellBorder().Split(row.TrimEnd(' ', '|')[2..]);
    }

    [Fact]
    public void The_page_of_log_events_shows_every_event() => Compare("docs/log-events.md", LogEventsPage.Make());

    [Fact]
    public void Ids_and_names_of_log_events_are_unique_over_all_packages()
    {
        LogEventsPage.All.Should().NotBeEmpty();
        LogEventsPage.All.Select(one => one.EventId).Should().OnlyHaveUniqueItems();
        LogEventsPage.All.Select(one => one.EventName).Should().OnlyHaveUniqueItems().And.NotContainNulls();
    }

    [Fact]
    public void Pages_quote_log_events_with_their_ids()
    {
        Dictionary<string, int> ids = LogEventsPage.All.ToDictionary(one => one.EventName!, one => one.EventId, StringComparer.Ordinal);
        foreach (string page in Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "docs"), "*.md"))
        {
            foreach (Match quoted in Quoted().Matches(File.ReadAllText(page)))
            {
                if (ids.TryGetValue(quoted.Groups[1].Value, out int id))
                {
                    int.Parse(quoted.Groups[2].Value, CultureInfo.InvariantCulture).Should().Be(id, "{0} quotes {1}", page, quoted);
                }
            }
        }
    }

    [Fact]
    public void The_schema_of_the_configuration_shows_every_setting() => Compare(SchemaFile.Path, SchemaFile.Make());

    private static void Compare(string page, string made)
    {
        string file = Path.Combine(RepositoryRoot.Path, page);
        if (Environment.GetEnvironmentVariable("RELIABILITY_WRITE_PAGES") == "1")
        {
            File.WriteAllText(file, made);
        }

        File.Exists(file).Should().BeTrue("run eng/pages.sh");
        File.ReadAllText(file).Should().Be(made, "{0} is made from the code; run eng/pages.sh", page);
    }

    /// <summary>A default that is stated and is a value.</summary>
    [GeneratedRegex(@"(Default:|The default is) (?!`null`|none|not set|empty)")]
    private static partial Regex OtherDefault();

    [GeneratedRegex("^`[^`]+`$")]
    private static partial Regex IsCode();

    [GeneratedRegex(@" (?<!\\)\| ")]
    private static partial Regex CellBorder();

    [GeneratedRegex(@"`(\w+)` \((\d+)\)")]
    private static partial Regex Quoted();
}
