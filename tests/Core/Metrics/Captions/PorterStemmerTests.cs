using VoxPilot.Core.Metrics.Captions;

namespace VoxPilot.Core.Tests.Metrics.Captions;

public sealed class PorterStemmerTests
{
    private readonly PorterStemmer stemmer = new();

    [Theory] // the examples of Porter's paper
    [InlineData("caresses caress ponies poni cats cat feed feed agreed agre plastered plaster bled bled motoring motor sing sing conflated conflat troubled troubl sized size")]
    [InlineData("hopping hop tanned tan falling fall hissing hiss fizzed fizz failing fail filing file happy happi relational relat conditional condit rational ration")]
    [InlineData("digitizer digit conformabli conform vietnamization vietnam operator oper feudalism feudal decisiveness decis hopefulness hope formaliti formal sensibiliti sensibl")]
    [InlineData("triplicate triplic formative form electrical electr goodness good revival reviv allowance allow replacement replac adoption adopt effective effect bowdlerize bowdler")]
    [InlineData("probate probat rate rate cease ceas controll control roll roll")]
    public void Words_of_the_paper_are_stemmed_as_there(string wordsAndStems) => Check(wordsAndStems);

    [Theory] // nltk's NLTK_EXTENSIONS
    [InlineData("skies sky dying die news news innings inning proceed proceed")] // irregular
    [InlineData("is is as as us us")] // two letters
    [InlineData("ties tie dies die flies fli tied tie spied spi")]
    [InlineData("enjoy enjoy spy spi by by say say")] // y after a consonant only
    [InlineData("radically radic hopefully hope geology geolog archaeology archaeolog")]
    [InlineData("oed o used use iced ice")]
    public void Nltk_s_own_cases_are_stemmed_as_there(string wordsAndStems) => Check(wordsAndStems);

    private void Check(string wordsAndStems)
    {
        foreach (string[] pair in wordsAndStems.Split(' ').Chunk(2))
        {
            Assert.Equal((pair[0], pair[1]), (pair[0], stemmer.Stem(pair[0])));
        }
    }
}
