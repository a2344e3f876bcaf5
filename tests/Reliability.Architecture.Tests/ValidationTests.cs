using System.Text.RegularExpressions;

namespace Reliability.Architecture.Tests;

/// <summary>The rules of docs/decisions/0021-one-way-to-validate.md.</summary>
public sealed partial class ValidationTests
{
    [Fact]
    public void Only_Check_rejects_a_value_outside_its_range() =>
        Files(ByHand()).Should().Equal("src/Shared/Check.cs");

    [Fact]
    public void No_type_compares_a_value_with_a_range_in_a_Require_of_its_own() =>
        Files(OwnRange()).Should().BeEmpty("Check.Between says it in one sentence");

    [Fact]
    public void Only_Names_lists_the_declared_names_when_none_matches() =>
        Files(OwnList()).Should().Equal("src/Shared/Names.cs");

    [Fact]
    public void No_check_knows_an_undecided_word_by_its_text() =>
        Files(Unknown()).Should().BeEmpty();

    [Fact]
    public void Every_package_with_code_has_the_same_Check() =>
        Repository.Libraries
            .Where(library => library.GetType("Reliability.Common.Internal.Check", throwOnError: false) is not { IsNotPublic: true })
            .Should().BeEmpty();

    private static IEnumerable<string> Files(Regex forbidden) =>
        Repository.Sources("src").Where(file => forbidden.IsMatch(Repository.Read(file))).Order(StringComparer.Ordinal);

    [GeneratedRegex(
        @"\bnew ArgumentOutOfRangeException\b|ArgumentOutOfRangeException\.ThrowIf"
        + @"|\bArgumentOutOfRangeException \w+\([^;{]*=>\s*new\(")]
    private static partial Regex ByHand();

    [GeneratedRegex(
        @"\bRequire\((bool|TimeSpan|int|long|double|decimal) \w+[^{;]*(\{[^}]*|=>[^;]*)Check\.OutOfRange"
        + @"|value >= \w[\w.]* && value <= \w[\w.]*\s*\?\s*value\s*:\s*throw Check\.OutOfRange")]
    private static partial Regex OwnRange();

    [GeneratedRegex("""Join\(", ", [^;]*Select\((\w+) => \$"'\{\1(\.Name)?\}'"\)""")]
    private static partial Regex OwnList();

    [GeneratedRegex(@"[!=]= ""(Unknown|None)""|is (not )?""(Unknown|None)""|Equals\(""(Unknown|None)""")]
    private static partial Regex Unknown();
}
