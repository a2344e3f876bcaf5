using Reliability.Tests.Shared;

namespace Reliability.Docs.Tests;

/// <summary>What is public is for users, and users read about it.</summary>
public sealed class SurfaceTests
{
    [Fact]
    public void Every_public_type_is_on_a_page_or_is_shown_by_one_that_is()
    {
        Type[] surface = [.. ShippedLibraries.All.SelectMany(package => package.GetExportedTypes())];

        new DocumentedSurface(RepositoryRoot.Path).Unreachable(surface).Select(type => type.FullName)
            .Should()
            .BeEmpty("a type that users need stands in the code of a page below docs/; any other is internal");
    }

    [Fact]
    public void A_page_names_what_stands_in_its_code_and_not_in_its_prose() =>
        DocumentedSurface.CodeWords("A Document is read with `Get<Lease>()`.\n\n```csharp\nvar a = new Verdict();\n```\n\nSee Trend.")
            .Should()
            .Contain(["Lease", "Verdict"]).And
            .NotContain(["Document", "Trend"]);
}
