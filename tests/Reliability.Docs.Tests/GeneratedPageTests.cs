using Reliability.Tests.Shared;

namespace Reliability.Docs.Tests;

/// <summary>Pages and files that are made from the code stay as the code is. <c>eng/pages.sh</c> writes them again.</summary>
public sealed class GeneratedPageTests
{
    [Fact]
    public void The_page_of_the_public_API_shows_the_whole_surface() => Compare("docs/api.md", ApiPage.Make(RepositoryRoot.Path));

    [Fact]
    public void The_page_of_settings_shows_every_setting_with_default_and_range() => Compare("docs/settings.md", SettingsPage.Make());

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
}
