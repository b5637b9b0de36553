// Sentences for people are not mutated: that a message reads otherwise is nothing that a rule could be caught at.
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

const sentence = /\s/;

const prose = {
  shouldIgnore({ node }) {
    if (node.type === 'StringLiteral' && sentence.test(node.value)) return 'a sentence for people';
    if (node.type === 'TemplateLiteral' && node.quasis.some(({ value }) => sentence.test(value.raw)))
      return 'a sentence for people';
    return undefined;
  },
};

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'prose', prose)];
