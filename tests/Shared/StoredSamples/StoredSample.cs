namespace Reliability.Tests.Shared;

/// <summary>
/// The samples of an adapter, in the folder <c>Formats</c> of its tests: <c>NAME.vEDITION.EXTENSION</c> holds what the library laid out for
/// <see cref="StoredContent"/> when that edition was the present one. A sample is never changed, and each is read for ever.
/// </summary>
/// <param name="project">The project of the tests.</param>
/// <param name="name">The name of the store.</param>
/// <param name="extension">The kind of file.</param>
internal sealed class StoredSample(string project, string name, string extension)
{
    /// <summary>Set to 1, it lets the test of the layout write the sample of the present edition if there is none.</summary>
    private const string Variable = "RELIABILITY_WRITE_SAMPLES";

    private readonly string _folder = Path.Combine(RepositoryRoot.Path, "tests", project, "Formats");

    /// <summary>Returns the editions that have a sample, oldest first.</summary>
    public int[] Editions() =>
    [
        .. Directory.GetFiles(_folder, $"{name}.v*.{extension}")
            .Select(file => int.Parse(Path.GetFileName(file)[(name.Length + 2)..^(extension.Length + 1)], null))
            .Order(),
    ];

    public string Read(int edition) => File.ReadAllText(PathOf(edition));

    /// <summary>Requires that what is laid out for the content now has the layout of the sample of the present edition.</summary>
    /// <param name="edition">The present edition.</param>
    /// <param name="written">What is laid out now, in the form of a sample.</param>
    /// <param name="mask">Replaces values that have a format of their own, such as sketches.</param>
    public void ShouldBeLaidOut(int edition, string written, Func<string, string> mask)
    {
        string path = PathOf(edition);
        if (!File.Exists(path) && Environment.GetEnvironmentVariable(Variable) == "1")
        {
            File.WriteAllText(path, written);
        }

        string advice = $"a store of edition {edition} keeps this layout for ever; for another layout, raise the edition, keep the samples "
            + $"that exist, and run this test once with {Variable}=1, which writes the new one (docs/storage.md)";
        File.Exists(path).Should().BeTrue("{0}", advice);
        string[] expected = mask(Read(edition)).Split('\n');
        string[] found = mask(written).Split('\n');
        found.Except(expected, StringComparer.Ordinal).Should().BeEmpty("{0}", advice);
        expected.Except(found, StringComparer.Ordinal).Should().BeEmpty("{0}", advice);
        found.Should().Equal(expected, "{0}", advice);
        Editions().Max().Should().Be(edition, "{0}", advice);
    }

    private string PathOf(int edition) => Path.Combine(_folder, FormattableString.Invariant($"{name}.v{edition}.{extension}"));
}
