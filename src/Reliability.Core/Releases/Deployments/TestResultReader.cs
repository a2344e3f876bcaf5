using System.Xml;
using Reliability.Common.Internal;
using Reliability.Releases.Internal;

namespace Reliability.Releases;

/// <summary>
/// Reads the results of test runs from files: TRX of <c>dotnet test --logger trx</c> (root element <c>TestRun</c>), and JUnit XML (root
/// element <c>testsuites</c> or <c>testsuite</c>). Tests are counted one by one; the sums that a file states are not trusted.
/// </summary>
public static class TestResultReader
{
    /// <summary>The maximum number of characters of a file: 64 Mi.</summary>
    public const long MaxCharacters = 64L * 1024 * 1024;

    /// <summary>The maximum depth of elements in a file.</summary>
    private const int MaxDepth = 100;

    /// <summary>Reads results. The memory that it needs does not grow with the number of tests.</summary>
    /// <param name="stream">The file. It is read to its end and not disposed.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="FormatException">
    /// The file is not well-formed XML, is neither TRX nor JUnit XML, is too long or too deep, or has a document type definition, which
    /// could expand without limit. The message states which, with the line.
    /// </exception>
    public static async ValueTask<TestResults> ReadAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var settings = new XmlReaderSettings
        {
            Async = true,
            CloseInput = false,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaxCharacters,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
        };
        try
        {
            using var reader = XmlReader.Create(stream, settings);
            return await ReadAsync(reader, cancellationToken).ConfigureAwait(false);
        }
        catch (XmlException e)
        {
            throw new FormatException(
                Check.Text($"The test results cannot be read (line {e.LineNumber}, at most {MaxCharacters} characters): ") + Reason(e), e);
        }
    }

    private static async ValueTask<TestResults> ReadAsync(XmlReader reader, CancellationToken cancellationToken)
    {
        ITestElements? elements = null;
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (reader.Depth > MaxDepth)
            {
                throw new FormatException(Check.Text($"The test results have elements more than {MaxDepth} levels deep."));
            }

            if (reader.NodeType == XmlNodeType.Element)
            {
                elements ??= For(reader.LocalName);
                bool isEmpty = reader.IsEmptyElement;
                elements.Start(reader);
                if (isEmpty)
                {
                    elements.End(reader.LocalName, reader.Depth);
                }
            }
            else if (reader.NodeType == XmlNodeType.EndElement)
            {
                elements?.End(reader.LocalName, reader.Depth);
            }
        }

        return elements?.Results ?? throw new FormatException("The test results have no root element.");
    }

    private static ITestElements For(string root) => root switch
    {
        "TestRun" => new TrxElements(),
        "testsuites" or "testsuite" => new JUnitElements(),
        _ => throw new FormatException(
            $"The root element '{StoredTests.Shortened(Names.Shorten(root))}' is neither that of TRX (TestRun) nor that of JUnit XML "
            + "(testsuites or testsuite)."),
    };

    /// <summary>The message of the XML reader without the advice to allow what is prohibited.</summary>
    private static string Reason(XmlException e) =>
        e.Message.Contains("DTD", StringComparison.Ordinal)
            ? "a document type definition (DTD) is not allowed."
            : StoredTests.Shortened(e.Message);
}
